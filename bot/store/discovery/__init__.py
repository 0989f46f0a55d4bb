"""Where things are kept: related shows, and search."""
