create table chapter_readers (
  chapter text not null,
  user_id uuid not null references users (id) on delete cascade,
  cached_on date,
  made_on date,
  primary key (chapter, user_id)
);
