create table reader_counts (
  chapter text not null,
  kind text not null check (kind in ('any', 'cached', 'made')),
  last_day date not null,
  readers bigint not null,
  primary key (chapter, kind, last_day)
);
