"""How pages look: reports, hiding, appeals, blocks, pins, and the record of it."""
