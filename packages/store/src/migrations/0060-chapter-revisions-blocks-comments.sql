comment on column chapter_revisions.blocks is 'Ids of its blocks, nested ones too: what models made for others may be swept. NULL: not known, and nothing of the chapter is swept.';
