create index variant_references_variant_key on variant_references (variant_key);
