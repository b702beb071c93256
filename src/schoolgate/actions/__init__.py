"""One function for each thing a person can do; the only place where rooms meet."""
