create index variants_chapter on variants (chapter);
