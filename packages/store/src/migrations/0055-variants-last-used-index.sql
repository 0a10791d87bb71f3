create index variants_last_used_at on variants (last_used_at) where pinned_at is null;
