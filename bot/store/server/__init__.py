"""Where things are kept: settings, the digest, welcome and help."""
