"""What suppliers' systems fetch from: OneRoster 1.2 and 1.1 over HTTP. It calls actions and adds nothing."""
