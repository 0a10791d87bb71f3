insert into uncounted_days select distinct (created_at at time zone 'UTC')::date from personalization_log;
