create index model_calls_at on model_calls (at);
