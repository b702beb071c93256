"""A document → proposals with evidence. Changes when documents do."""
