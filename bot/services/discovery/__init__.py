"""What can be done: related shows, and search."""
