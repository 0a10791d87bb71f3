insert into invalidations (version) values (0);
