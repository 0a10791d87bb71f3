create index sessions_user_id on sessions (user_id);
