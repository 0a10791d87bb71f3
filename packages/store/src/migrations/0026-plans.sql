create table plans (
  key text primary key,
  chapter text not null,
  block text not null,
  projection jsonb not null,
  entry text,
  model text not null,
  prompts text not null,
  prepared boolean not null,
  made_at timestamptz not null
);
