"""Many schools at once, from a folder of Parquet. The same agreement, the same query, the same bytes."""
