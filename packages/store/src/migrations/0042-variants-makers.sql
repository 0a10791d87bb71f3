alter table variants add column makers jsonb not null default '[]';
