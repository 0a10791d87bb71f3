create index plans_chapter on plans (chapter);
