"""Where things are kept: ratings, rankings and episodes."""
