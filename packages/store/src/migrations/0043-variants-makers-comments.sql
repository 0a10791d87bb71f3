comment on column variants.makers is 'The models that wrote some of it, with which prompts and when, to be told to its reader (C-12); empty where all of it is the author''s.';
