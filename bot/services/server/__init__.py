"""What can be done: settings, the digest, welcome and help."""
