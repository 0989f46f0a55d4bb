"""Pinning the best reviews. Each part is a module of its own."""
