"""How pages look: what Discord has to be told, and where it stands."""
