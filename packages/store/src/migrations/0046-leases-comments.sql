comment on table leases is 'Who asks models for a page just now, so that of all nodes one does (C-03). One row for each page being made; the clock is this database''s, for nodes'' clocks differ.';
comment on column leases.key is 'SHA-256 of what the page is made from.';
comment on column leases.holder is 'One run of one node; a number of chance, new each time.';
comment on column leases.expires_at is 'When others may take it, unless it is renewed before: a node that died renews nothing.';
comment on column leases.wanted_until is 'Until when readers on other nodes wait for it as far as is known; the model is stopped when nobody does.';
comment on column leases.failure is 'How the last run ended where a model failed, for those who waited for that run; NULL: it runs.';
