comment on table chapter_revisions is 'Published revisions of the chapters, so that a page built from an earlier one is answered for that one or refused, never given edits of another.';
comment on column chapter_revisions.chapter is 'plugin/version/locale/path; text of any length (C-01).';
comment on column chapter_revisions.revision is 'SHA-256 over the ids of the chapter''s blocks in order.';
comment on column chapter_revisions.path is 'Path of the source file within the site; tells .md from .mdx.';
comment on column chapter_revisions.source is 'The author''s text, which every edit and offset refers to.';
comment on column chapter_revisions.published_at is 'When it last became the chapter''s current revision: moves when an author goes back to it.';
