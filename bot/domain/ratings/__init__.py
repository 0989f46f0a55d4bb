"""What things are: ratings, rankings and episodes."""
