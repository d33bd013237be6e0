"""Statistics: each tab a sheet of figures, charts and tables, from the log's sums or the cards."""
