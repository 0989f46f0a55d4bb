"""What everything that is stored stands on; it imports nothing from the store's other rooms."""
