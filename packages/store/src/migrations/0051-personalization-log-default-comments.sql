comment on table personalization_log_default is 'Rows of the log for whose month the sweep has made no partition yet: no use is refused for want of one.';
