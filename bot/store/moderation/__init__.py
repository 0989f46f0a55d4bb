"""Where things are kept: reports, hiding, appeals, blocks, pins, and the record of it."""
