create index variant_references_last_used_at on variant_references (last_used_at);
