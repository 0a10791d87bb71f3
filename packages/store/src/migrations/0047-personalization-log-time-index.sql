-- Rows come in the order of their time: a hundredth of a B-tree's size finds a day as fast (docs/decisions).
create index personalization_log_created_at on personalization_log using brin (created_at) with (pages_per_range = 16);
