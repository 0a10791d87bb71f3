comment on table reader_counts is 'How many readers there were last on each day, as the roll-up last counted chapter_readers: those of any time until now are a sum over days. No reader in it.';
comment on column reader_counts.chapter is 'plugin/version/locale/path; text of any length (C-01). Empty: all chapters together.';
comment on column reader_counts.kind is 'any: whoever asked; cached: of those who got what was there; made: of those for whom it had to be made.';
comment on column reader_counts.last_day is 'The last day, in UTC, on which they did.';
comment on column reader_counts.readers is 'How many readers.';
