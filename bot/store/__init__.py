"""Where things are kept: all SQL, and nothing but SQL."""
