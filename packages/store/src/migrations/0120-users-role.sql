alter table users add column role text not null default 'reader' check (role in ('reader', 'author', 'administrator'));
