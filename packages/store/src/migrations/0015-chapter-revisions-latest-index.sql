create index chapter_revisions_latest on chapter_revisions (chapter, published_at desc);
