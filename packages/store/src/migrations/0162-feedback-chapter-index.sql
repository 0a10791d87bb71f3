create index feedback_chapter on feedback (chapter, created_at);
