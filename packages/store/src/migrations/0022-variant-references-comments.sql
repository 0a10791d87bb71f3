comment on table variant_references is 'Which variants a reader has used: their cache, at most 20 rows each, least recently used evicted (C-08). The variants themselves are shared.';
comment on column variant_references.user_id is 'Whose it is; it goes when they go (C-11).';
comment on column variant_references.chapter is 'The chapter read.';
comment on column variant_references.profile_hash is 'SHA-256 of the projection it was read under.';
comment on column variant_references.variant_key is 'What was shown; when that row goes, so does this.';
comment on column variant_references.last_used_at is 'When the reader last opened it; orders the eviction.';
