create table preferences (
  user_id uuid primary key references users (id) on delete cascade,
  profile jsonb not null default '{}',
  onboarding text not null default 'open' check (onboarding in ('open', 'skipped', 'done')),
  updated_at timestamptz not null default now()
);
