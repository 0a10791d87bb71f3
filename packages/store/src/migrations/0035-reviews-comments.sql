comment on table reviews is 'That a model has read an assembled page, so that the same page is not read and paid for again. No reader in it.';
comment on column reviews.key is 'SHA-256 of what was looked at. The first under a key stays.';
comment on column reviews.chapter is 'plugin/version/locale/path; text of any length (C-01).';
comment on column reviews.remarks is 'How many remarks it made; what they said is with the adaptations they are about.';
comment on column reviews.model is 'Provider and model that read it.';
comment on column reviews.prompts is 'Fingerprint of the prompts it was asked with.';
comment on column reviews.prepared is 'True where it was asked for beforehand, in a batch, and not by a reader who waited.';
comment on column reviews.made_at is 'When it was read.';
