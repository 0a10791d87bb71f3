-- Readers come by the hash of the output. Not unique: two keys may have led to the same page.
create index variants_variant on variants (variant);
