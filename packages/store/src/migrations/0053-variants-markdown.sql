alter table variants add column markdown text, add column pinned_at timestamptz;
