comment on table chapter_readers is 'Who has read which chapter and on which day last, so that numbers of fewer than five readers are not shown. Kept from the log by the roll-up.';
comment on column chapter_readers.chapter is 'plugin/version/locale/path; text of any length (C-01).';
comment on column chapter_readers.user_id is 'The reader; the row goes when they go (C-11).';
comment on column chapter_readers.cached_on is 'Last day, in UTC, on which what they asked for was there already; NULL: never.';
comment on column chapter_readers.made_on is 'Last day, in UTC, on which it had to be made; NULL: never.';
