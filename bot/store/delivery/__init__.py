"""Where things are kept: what Discord has to be told, and where it stands."""
