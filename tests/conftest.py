"""What every test shares."""

from tests import contract


def pytest_report_header() -> str:
    """Say whether the bot's requests are judged by Discord's description of its API."""
    return contract.header()
