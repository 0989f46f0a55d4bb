"""What a page shows: values gathered in one transaction, for the ui to draw."""
