comment on table limits is 'How much of what is limited was used of late, so that all nodes count together. No reader and no address is in it: keys are hashes under the service''s secret, and a row goes when its time is over. Not logged: after a crash counting begins anew.';
comment on column limits.key is 'HMAC-SHA-256 of which limit it is and of the reader, network or class that it holds for.';
comment on column limits.used is 'How often since the time began; never more than the limit.';
comment on column limits.ends_at is 'When counting begins anew, by the database''s clock.';
