"""What is kept: the Django app. Rows to records and back; nothing here decides.

Every function takes a `Tenant` first and gives records of `domain`. Callers import the file of the noun they
need (`from schoolgate.store import register`), after Django has been set up.
"""
