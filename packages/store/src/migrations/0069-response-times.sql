create table response_times (
  day date not null,
  cached boolean not null,
  bucket smallint not null,
  requests bigint not null,
  primary key (day, cached, bucket)
);
