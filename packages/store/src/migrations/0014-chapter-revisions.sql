create table chapter_revisions (
  chapter text not null,
  revision text not null,
  path text not null,
  source text not null,
  published_at timestamptz not null default clock_timestamp(),
  primary key (chapter, revision)
);
