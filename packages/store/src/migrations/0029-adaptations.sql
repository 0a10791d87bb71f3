create table adaptations (
  key text primary key,
  chapter text not null,
  block text not null,
  projection jsonb not null,
  language text,
  state text not null check (state in ('open', 'done')),
  edits text not null,
  refused text not null,
  remarks text not null,
  asked integer not null check (asked >= 1),
  certificate jsonb not null,
  model text not null,
  prompts text not null,
  prepared boolean not null,
  made_at timestamptz not null,
  updated_at timestamptz not null default now()
);
