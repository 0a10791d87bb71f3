create table usage_days (
  day date not null,
  chapter text not null,
  cached boolean not null,
  requests bigint not null,
  total_ms bigint not null,
  primary key (day, chapter, cached)
);
