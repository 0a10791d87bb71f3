comment on table preferences is 'A reader''s profile. Kept apart from users because the authentication library owns that table.';
comment on column preferences.user_id is 'Whose it is; it goes when they go (R-02).';
comment on column preferences.profile is 'Answers by facet id, as given; what is missing takes the facet''s default when read (R-06).';
comment on column preferences.onboarding is 'open: not asked or not finished, so it can be resumed; skipped: not to be asked again; done: answered (R-03).';
comment on column preferences.updated_at is 'When the reader last saved it.';
