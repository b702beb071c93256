"""Pages: one file a page group, each view one deed and a template of its name. Nothing here decides."""
