create table variant_references (
  user_id uuid not null references users (id) on delete cascade,
  chapter text not null,
  profile_hash text not null,
  variant_key text not null references variants (key) on delete cascade,
  last_used_at timestamptz not null default clock_timestamp(),
  unique (user_id, chapter, profile_hash)
);
