"""An agreement as OneRoster entities, for a recipient that comes to fetch it (1EdTech OneRoster 1.1, 1.2)."""
