create index reviews_chapter on reviews (chapter);
