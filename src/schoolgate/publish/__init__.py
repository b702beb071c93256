"""The register → the page that families read. Only what is in force is on it."""
