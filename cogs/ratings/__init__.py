"""Rating, and what the ratings add up to."""
