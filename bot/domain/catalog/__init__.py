"""What things are: shows, people and where their facts come from."""
