"""How pages look: related shows, and search."""
