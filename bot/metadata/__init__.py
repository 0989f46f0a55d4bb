"""Facts about shows from other catalogues: TVmaze, which needs no key, and TMDB, with one."""

from bot.metadata.http import ProviderDown
from bot.metadata.pacing import REAL_TIME, Time
from bot.metadata.provider import NoProvider, Provider, open_provider

__all__ = ["REAL_TIME", "NoProvider", "Provider", "ProviderDown", "Time", "open_provider"]
