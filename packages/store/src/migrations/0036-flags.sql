create table flags (
  key text primary key,
  chapter text not null,
  block text not null,
  text text not null,
  model text not null,
  prompts text not null,
  prepared boolean not null,
  made_at timestamptz not null,
  settled_at timestamptz
);
