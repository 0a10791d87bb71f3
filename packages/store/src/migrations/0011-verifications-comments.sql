comment on table verifications is 'Short-lived proofs under way: an address being verified, a password being reset. Written by the authentication library.';
comment on column verifications.identifier is 'What is being proven, and by whom.';
comment on column verifications.value is 'The secret that proves it.';
comment on column verifications.expires_at is 'From then on it is refused.';
