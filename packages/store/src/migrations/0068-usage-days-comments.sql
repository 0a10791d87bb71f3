comment on table usage_days is 'The log summed by day, so that statistics read thousands of rows and not millions, and outlive the log (A-02). Counted from the log by the roll-up; no reader in it.';
comment on column usage_days.day is 'Day in UTC.';
comment on column usage_days.chapter is 'plugin/version/locale/path; text of any length (C-01).';
comment on column usage_days.cached is 'Of requests whose answer was there already, or of the others.';
comment on column usage_days.requests is 'How many there were.';
comment on column usage_days.total_ms is 'Sum of their times in the server, in milliseconds.';
