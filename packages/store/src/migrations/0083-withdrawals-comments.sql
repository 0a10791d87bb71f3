comment on table withdrawals is 'Variants that were taken back. They outlive the rows of variants, so that an address that out there is kept for ever is answered with 410 for ever.';
comment on column withdrawals.variant is 'SHA-256 of the output, as in variants.variant.';
comment on column withdrawals.withdrawn_at is 'When it was taken back.';
comment on column variants.edits is 'The edits as canonical JSON text, a part of the very bytes that are served: not jsonb, which would cost a conversion at each read.';
