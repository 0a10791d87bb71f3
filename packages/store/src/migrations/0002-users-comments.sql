comment on table users is 'Readers. Written by the authentication library (better-auth).';
comment on column users.id is 'The reader''s identity, proven by a session token and never by itself (R-01).';
comment on column users.name is 'What the reader calls themselves; empty for anonymous readers.';
comment on column users.email is 'NULL for anonymous readers, so that nothing about them is kept; unique among the others.';
comment on column users.email_verified is 'Whether the reader has answered a mail sent to that address.';
comment on column users.image is 'Address of a picture, where an account gives one.';
comment on column users.is_anonymous is 'True until the reader makes an account; their profile and references stay theirs when they do (R-02).';
comment on column users.created_at is 'When the reader first came.';
comment on column users.updated_at is 'When this row was last changed.';
