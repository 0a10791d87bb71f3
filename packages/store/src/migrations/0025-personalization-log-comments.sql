comment on table personalization_log is 'One row per use of a personalized chapter, written in batches after the answer has gone out (A-01). By month, so that what is too old goes without being deleted row by row.';
comment on column personalization_log.user_id is 'Who asked; NULL once they are deleted, so that counts stay and persons do not (C-11).';
comment on column personalization_log.chapter_id is 'The chapter asked for.';
comment on column personalization_log.transformation_type is 'What was asked of it.';
comment on column personalization_log.response_time_ms is 'Time in the server, in milliseconds.';
comment on column personalization_log.cached is 'Whether it was there already.';
comment on column personalization_log.llm_provider is 'Who was asked for what was missing; NULL where no model was.';
comment on column personalization_log.created_at is 'When it was asked for.';
