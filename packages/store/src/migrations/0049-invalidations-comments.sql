comment on table invalidations is 'How often nodes were told to drop something of what they hold in memory. A node that has heard fewer has missed some, and drops all.';
comment on column invalidations.single is 'There is one row.';
comment on column invalidations.version is 'Goes with every notification, one higher than the one before.';
