"""Where things are kept: reviews, drafts and votes."""
