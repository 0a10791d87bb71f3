comment on table classes is 'Rooms full of readers behind one address: who sends a class''s code is not held to the limits for addresses.';
comment on column classes.name is 'As the operator calls it.';
comment on column classes.code_hash is 'SHA-256 of the code, which is shown once and kept nowhere.';
comment on column classes.created_at is 'When it was made.';
comment on column classes.expires_at is 'When its code counts no more.';
