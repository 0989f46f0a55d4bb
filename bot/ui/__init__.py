"""How things look: cards, pages and reply helpers. Never calls a service."""
