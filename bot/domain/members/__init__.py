"""What things are: profiles, watchlists, imports, and one's own data."""
