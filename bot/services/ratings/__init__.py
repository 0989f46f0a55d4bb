"""What can be done: ratings, rankings and episodes."""
