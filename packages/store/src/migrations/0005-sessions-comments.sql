comment on table sessions is 'Tokens that the service issued: what proves who a reader is. Written by the authentication library.';
comment on column sessions.user_id is 'Whose it is; it goes when they go.';
comment on column sessions.token is 'The bearer token. Whoever has it is that reader until it expires.';
comment on column sessions.expires_at is 'From then on it is refused.';
comment on column sessions.ip_address is 'Where it was issued to, if the service is set to record that; NULL otherwise.';
comment on column sessions.user_agent is 'Browser it was issued to, if the service is set to record that; NULL otherwise.';
comment on column sessions.updated_at is 'When its expiry was last moved.';
