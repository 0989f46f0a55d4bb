"""What can be done: one verb is one rights check and one transaction."""

from dataclasses import dataclass

from bot.services.appeals import Appeals
from bot.services.articles import Articles
from bot.services.catalog import Catalog
from bot.services.delivery import Delivery
from bot.services.destinations import Destinations
from bot.services.digests import Digests
from bot.services.discovery import Discovery
from bot.services.guilds import Guilds
from bot.services.imports import Imports
from bot.services.members import Members
from bot.services.merging import Merging
from bot.services.metadata import Metadata
from bot.services.moderation import Moderation
from bot.services.pin_sweep import PinSweep
from bot.services.pins import Pins
from bot.services.privacy import Privacy
from bot.services.rankings import Rankings
from bot.services.ratings import Ratings
from bot.services.records import Records
from bot.services.reports import Reports
from bot.services.reviews import Reviews
from bot.services.searching import Searching
from bot.services.shows import Shows
from bot.services.watchlists import Watchlists


@dataclass(frozen=True, slots=True)
class Services:
    """Every service, opened: what the commands call."""

    reviews: Reviews
    rankings: Rankings
    ratings: Ratings
    shows: Shows
    catalog: Catalog
    articles: Articles
    merging: Merging
    metadata: Metadata
    discovery: Discovery
    searching: Searching
    pins: Pins
    pin_sweep: PinSweep
    members: Members
    imports: Imports
    watchlists: Watchlists
    guilds: Guilds
    reports: Reports
    moderation: Moderation
    appeals: Appeals
    records: Records
    delivery: Delivery
    privacy: Privacy
    digests: Digests
    destinations: Destinations
