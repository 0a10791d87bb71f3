create unlogged table limits (
  key text primary key,
  used integer not null,
  ends_at timestamptz not null
);
