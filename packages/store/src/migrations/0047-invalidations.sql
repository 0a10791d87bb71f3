create table invalidations (
  single boolean primary key default true check (single),
  version bigint not null
);
