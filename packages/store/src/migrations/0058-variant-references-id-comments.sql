comment on column variant_references.id is 'What the seeds'' personalization_cache numbers its entries by.';
