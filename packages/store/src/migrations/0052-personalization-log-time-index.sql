-- Rows come in the order of their time: a five-hundredth of a B-tree's size, and to find a day takes only the roll-up some time (docs/decisions).
create index personalization_log_created_at on personalization_log using brin (created_at) with (pages_per_range = 16);
