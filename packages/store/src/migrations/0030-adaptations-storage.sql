-- Not compressed: see variants.edits.
alter table adaptations alter column edits set storage external, alter column refused set storage external;
