create table uncounted_days (
  day date primary key
);
