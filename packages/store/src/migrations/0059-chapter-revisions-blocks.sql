alter table chapter_revisions add column blocks text[];
