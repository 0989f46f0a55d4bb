"""How pages look: profiles, watchlists, imports, and one's own data."""
