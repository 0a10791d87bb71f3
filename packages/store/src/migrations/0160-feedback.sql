create table feedback (
  id bigint generated always as identity primary key,
  user_id uuid references users (id) on delete set null,
  chapter text not null,
  block text not null,
  action text not null,
  tag text not null,
  variant text not null,
  adaptation text,
  verdict text not null check (verdict in ('up', 'down', 'report')),
  text text check (length(text) <= 1000),
  created_at timestamptz not null default now()
);
