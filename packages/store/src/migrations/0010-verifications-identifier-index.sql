create index verifications_identifier on verifications (identifier);
