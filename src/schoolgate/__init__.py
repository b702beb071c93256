"""Schoolgate: what a school says it shares, made true."""
