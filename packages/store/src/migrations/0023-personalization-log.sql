create table personalization_log (
  id bigint generated always as identity,
  user_id uuid references users (id) on delete set null,
  chapter_id text not null,
  transformation_type text not null,
  response_time_ms integer not null check (response_time_ms >= 0),
  cached boolean not null,
  llm_provider text,
  created_at timestamptz not null default now(),
  primary key (id, created_at)
) partition by range (created_at);
