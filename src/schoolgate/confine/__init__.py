"""A throw-away process for somebody else's file: what shuts it in, how it is asked."""
