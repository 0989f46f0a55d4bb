"""Measurements of what the bot promises: `python -m benchmarks NAME`."""
