create index personalization_log_user_id on personalization_log (user_id);
