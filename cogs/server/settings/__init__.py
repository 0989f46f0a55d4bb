"""`/settings`: one panel for everything that a server can set."""
