create index adaptations_chapter on adaptations (chapter);
