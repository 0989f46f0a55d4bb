"""What things are and the rules about them: plain Python, no Discord, no database, no await."""
