comment on table cache_counts is 'How much is cached, by chapter, as the roll-up last counted it (A-03): to count a million rows at every look would take a second.';
comment on column cache_counts.chapter is 'plugin/version/locale/path; text of any length (C-01). Empty: all chapters together.';
comment on column cache_counts.variants is 'Personalized chapters, each shared by all readers who need the same.';
comment on column cache_counts.bytes is 'Sum of the sizes of their edits.';
comment on column cache_counts.entries is 'Readers'' references to them: what the seeds count as entries.';
comment on column cache_counts.readers is 'Readers who have any.';
comment on column cache_counts.counted_at is 'When it was counted.';
