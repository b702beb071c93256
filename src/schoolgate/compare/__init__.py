"""Declarations side by side: the same service across schools, and one school's papers against what it does."""
