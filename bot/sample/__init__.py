"""A sample catalogue and sample reviews, for trying the bot out: real shows, invented opinions."""
