"""How pages look: reviews, drafts and votes."""
