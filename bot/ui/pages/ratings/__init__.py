"""How pages look: ratings, rankings and episodes."""
