comment on column adaptations.tried is 'Which models and prompts were asked for it anew and fell short, by a hash: they are not asked again. NULL: none since it was made.';
