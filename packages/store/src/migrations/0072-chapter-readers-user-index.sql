create index chapter_readers_user_id on chapter_readers (user_id);
