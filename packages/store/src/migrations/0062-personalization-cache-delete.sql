-- Deleting from it, as the seeds do, takes a reader's reference; what others share stays.
create rule personalization_cache_delete as on delete to personalization_cache
do instead delete from variant_references where id = old.id;
