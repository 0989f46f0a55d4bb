"""Members, what they like, and their own data."""
