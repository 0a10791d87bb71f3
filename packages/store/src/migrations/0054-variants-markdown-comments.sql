comment on column variants.markdown is 'The chapter with the edits applied, printed as Markdown: what the seeds call personalized_content. Compressed, because no page is served from it; NULL where it was kept before there was this column.';
comment on column variants.pinned_at is 'When somebody shared an address of it: from then on the sweep lets it stand. NULL: nobody has.';
