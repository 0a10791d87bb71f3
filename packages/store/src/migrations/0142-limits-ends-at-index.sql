create index limits_ends_at on limits (ends_at);
