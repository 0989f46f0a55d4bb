"""Where things are kept: profiles, watchlists, imports, and one's own data."""
