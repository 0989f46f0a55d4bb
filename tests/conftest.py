"""What every test shares."""

from hypothesis import settings

from tests import contract

# Machines are shared and noisy: how long an example takes says nothing.
settings.register_profile("encore", deadline=None)
settings.load_profile("encore")


def pytest_report_header() -> str:
    """Say whether the bot's requests are judged by Discord's description of its API."""
    return contract.header()
