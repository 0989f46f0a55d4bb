"""What can be done: shows, people and where their facts come from."""
