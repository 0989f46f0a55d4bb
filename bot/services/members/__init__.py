"""What can be done: profiles, watchlists, imports, and one's own data."""
