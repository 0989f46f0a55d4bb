"""Reviewing: `/review` and its form, the buttons on a card, and drafts."""
