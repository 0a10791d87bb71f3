create unique index accounts_provider on accounts (provider_id, account_id);
