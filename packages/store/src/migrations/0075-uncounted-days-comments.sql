comment on table uncounted_days is 'Days of the log that got rows since the roll-up last counted them. Written with those rows, so that none is missed however late it comes.';
comment on column uncounted_days.day is 'Day in UTC.';
