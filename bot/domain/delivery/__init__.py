"""What things are: what Discord has to be told, and where it stands."""
