"""How things are asked for: commands, presses and forms. Loaded by name; nobody imports them."""
