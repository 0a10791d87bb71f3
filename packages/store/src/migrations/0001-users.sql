create table users (
  id uuid primary key default gen_random_uuid(),
  name text not null default '',
  email text unique,
  email_verified boolean not null default false,
  image text,
  is_anonymous boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
