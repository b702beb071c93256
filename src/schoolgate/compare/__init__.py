"""Declarations side by side: one service across schools, and one school's papers against what it does."""
