"""What concerns a server as a whole."""
