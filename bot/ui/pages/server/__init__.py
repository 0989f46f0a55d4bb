"""How pages look: settings, the digest, welcome and help."""
