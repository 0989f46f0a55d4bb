"""What can be done: reports, hiding, appeals, blocks, pins, and the record of it."""
