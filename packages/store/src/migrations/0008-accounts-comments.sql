comment on table accounts is 'Ways a reader can sign in. Anonymous readers have none. Written by the authentication library.';
comment on column accounts.account_id is 'The reader''s name at the provider; their id here for e-mail and password.';
comment on column accounts.provider_id is 'Who vouches: credential for e-mail and password, else the provider''s name.';
comment on column accounts.user_id is 'Whose it is; it goes when they go.';
comment on column accounts.password is 'Salted scrypt hash, never the password; NULL for other providers.';
comment on column accounts.access_token is 'The provider''s token; NULL for e-mail and password.';
