"""What can be done: what Discord has to be told, and where it stands."""
