"""What can be done: reviews, drafts and votes."""
