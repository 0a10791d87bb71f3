-- What a reader thinks of an edit is one verdict and one report: said again, it takes the place of what was said before.
create unique index feedback_reader on feedback (user_id, variant, block, action, tag, (verdict = 'report')) where user_id is not null;
