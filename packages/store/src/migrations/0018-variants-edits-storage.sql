-- Not compressed: reading a 30 kB text without decompression is half again as fast (shared/stack.md).
alter table variants alter column edits set storage external;
