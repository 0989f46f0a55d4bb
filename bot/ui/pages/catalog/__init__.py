"""How pages look: shows, people and where their facts come from."""
