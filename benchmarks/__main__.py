"""`python -m benchmarks NAME [OPTIONS]` runs one measurement."""

import sys
from importlib import import_module

NAMES = ("autocomplete", "charts", "erasing", "growth", "recommendations", "statements")
"""Modules of this package that have a `main(arguments)`."""


def run() -> None:
    """Run the measurement that was named."""
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"Usage: python -m benchmarks {{{','.join(NAMES)}}} [OPTIONS]")
    import_module(f"benchmarks.{sys.argv[1]}").main(sys.argv[2:])


run()
