"""What things are: reports, hiding, appeals, blocks, pins, and the record of it."""
