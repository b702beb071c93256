"""What a new school tries first: notices of schools that do not exist, and what a perfect reader finds."""
