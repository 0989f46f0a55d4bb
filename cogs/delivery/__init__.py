"""Telling Discord what was saved."""
