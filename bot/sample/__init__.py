"""A sample catalogue and sample reviews, for trying the bot out: real shows, invented opinions."""

from bot.sample.loader import (
    SampleRating,
    SampleReview,
    SampleShow,
    sample_ratings,
    sample_reviews,
    sample_shows,
)

__all__ = ["SampleRating", "SampleReview", "SampleShow", "sample_ratings", "sample_reviews", "sample_shows"]
