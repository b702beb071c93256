"""The command line: noun, then verb. Data on stdout, talk on stderr."""
