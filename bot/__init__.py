"""Encore: a Discord bot with which a community reviews the shows it watches."""
