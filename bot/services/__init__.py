"""What can be done: one verb is one rights check and one transaction."""

from dataclasses import dataclass

from bot.services.catalog.editing import Editing
from bot.services.catalog.facts import ShowFacts
from bot.services.catalog.merging import Merging
from bot.services.catalog.shows import Shows
from bot.services.delivery.delivery import Delivery
from bot.services.delivery.destinations import Destinations
from bot.services.discovery.related import Related
from bot.services.discovery.search import Search
from bot.services.members.imports import Imports
from bot.services.members.privacy import Privacy
from bot.services.members.profiles import Profiles
from bot.services.members.watchlist import Watchlist
from bot.services.moderation.appeals import Appeals
from bot.services.moderation.moderation import Moderation
from bot.services.moderation.pin_sweep import PinSweep
from bot.services.moderation.pins import Pins
from bot.services.moderation.records import Records
from bot.services.moderation.reports import Reports
from bot.services.ratings.ratings import Ratings
from bot.services.ratings.top import Top
from bot.services.reviews.articles import Articles
from bot.services.reviews.reviews import Reviews
from bot.services.server.digest import Digest
from bot.services.server.settings import ServerSettings


@dataclass(frozen=True, slots=True)
class Services:
    """Every service, opened: what the commands call."""

    reviews: Reviews
    rankings: Top
    ratings: Ratings
    shows: Shows
    catalog: Editing
    articles: Articles
    merging: Merging
    metadata: ShowFacts
    discovery: Related
    searching: Search
    pins: Pins
    pin_sweep: PinSweep
    members: Profiles
    imports: Imports
    watchlists: Watchlist
    guilds: ServerSettings
    reports: Reports
    moderation: Moderation
    appeals: Appeals
    records: Records
    delivery: Delivery
    privacy: Privacy
    digests: Digest
    destinations: Destinations
