create table leases (
  key text primary key,
  holder uuid not null,
  expires_at timestamptz not null,
  wanted_until timestamptz not null default '-infinity',
  failure jsonb
);
