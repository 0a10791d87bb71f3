create table model_calls (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  chapter text,
  kind text not null check (kind in ('plan', 'section', 'review')),
  model text not null,
  input integer not null check (input >= 0),
  cache_read integer not null check (cache_read >= 0),
  cache_write integer not null check (cache_write >= 0),
  output integer not null check (output >= 0),
  estimated boolean not null,
  usd numeric check (usd >= 0),
  ms integer not null check (ms >= 0),
  first_text_ms integer check (first_text_ms >= 0),
  outcome text not null,
  fallback boolean not null,
  attempt integer not null check (attempt >= 1)
);
