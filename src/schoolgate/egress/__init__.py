"""The way out to the network: hosts allowed by name, the connected address checked, size and time bounded."""
