create table withdrawals (
  variant text primary key,
  withdrawn_at timestamptz not null default now()
);
