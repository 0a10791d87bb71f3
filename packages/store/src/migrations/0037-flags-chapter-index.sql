create index flags_chapter on flags (chapter);
