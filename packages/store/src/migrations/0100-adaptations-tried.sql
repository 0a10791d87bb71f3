alter table adaptations add column tried text;
