create table variants (
  key text primary key,
  variant text not null,
  chapter text not null,
  revision text not null,
  profile_hash text not null,
  projection jsonb not null,
  edits text not null,
  tags text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now()
);
