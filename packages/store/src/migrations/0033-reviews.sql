create table reviews (
  key text primary key,
  chapter text not null,
  remarks integer not null check (remarks >= 0),
  model text not null,
  prompts text not null,
  prepared boolean not null,
  made_at timestamptz not null
);
