"""What can be done: one verb is one rights check and one transaction."""
