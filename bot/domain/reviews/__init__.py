"""What things are: reviews, drafts and votes."""
