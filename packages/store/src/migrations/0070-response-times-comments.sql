comment on table response_times is 'Times in the server by day, as a histogram that days can be added up from: percentiles within one part in a hundred (A-02). Counted from the log by the roll-up; no reader in it.';
comment on column response_times.day is 'Day in UTC.';
comment on column response_times.cached is 'Of requests whose answer was there already, or of the others.';
comment on column response_times.bucket is 'Number of the range of times: the power of 101/99 that it ends with, in milliseconds; -1: less than half a millisecond.';
comment on column response_times.requests is 'How many were in that range.';
