"""What things are: settings, the digest, welcome and help."""
