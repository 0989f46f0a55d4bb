"""What things are: related shows, and search."""
