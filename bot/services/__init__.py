"""What can be done: one verb is one rights check and one transaction."""

from bot.services.catalog.catalog_files import CatalogFiles
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
from bot.services.requests import Requests
from bot.services.reviews.articles import Articles
from bot.services.reviews.drafts import Drafts
from bot.services.reviews.reviews import Reviews
from bot.services.reviews.versions import Versions
from bot.services.server.digest import Digest
from bot.services.server.settings import ServerSettings
from bot.services.service import Resources


class Services:
    """Every service over the same resources: what the commands call."""

    def __init__(self, resources: Resources) -> None:
        self.reviews = Reviews(resources)
        self.drafts = Drafts(resources)
        self.versions = Versions(resources)
        self.top = Top(resources)
        self.ratings = Ratings(resources)
        self.shows = Shows(resources)
        self.editing = Editing(resources)
        self.catalog_files = CatalogFiles(resources)
        self.articles = Articles(resources)
        self.merging = Merging(resources)
        self.facts = ShowFacts(resources)
        self.related = Related(resources)
        self.search = Search(resources)
        self.pins = Pins(resources)
        self.pin_sweep = PinSweep(resources)
        self.profiles = Profiles(resources)
        self.imports = Imports(resources)
        self.watchlist = Watchlist(resources)
        self.settings = ServerSettings(resources)
        self.reports = Reports(resources)
        self.moderation = Moderation(resources)
        self.appeals = Appeals(resources)
        self.records = Records(resources)
        self.delivery = Delivery(resources)
        self.privacy = Privacy(resources)
        self.digest = Digest(resources)
        self.destinations = Destinations(resources)
        self.requests = Requests(resources)
