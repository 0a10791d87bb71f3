alter table variant_references add column id bigint generated always as identity unique;
