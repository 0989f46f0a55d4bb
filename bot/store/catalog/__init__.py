"""Where things are kept: shows, people and where their facts come from."""
