"""A recipient's list of the accounts it has, and whose each of them is."""
