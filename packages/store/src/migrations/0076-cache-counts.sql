create table cache_counts (
  chapter text primary key,
  variants bigint not null,
  bytes bigint not null,
  entries bigint not null,
  readers bigint not null,
  counted_at timestamptz not null default now()
);
