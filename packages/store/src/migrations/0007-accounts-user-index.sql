create index accounts_user_id on accounts (user_id);
