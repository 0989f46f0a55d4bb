"""What members open: a show's page, its reviews, its people, what is related to it, and help."""

from bot.ui.pages.catalog.people import cast_page, person_page
from bot.ui.pages.catalog.show import show_page
from bot.ui.pages.discovery.related import related_page
from bot.ui.pages.reviews.reviews import reviews_page
from bot.ui.pages.server.help import help_page

__all__ = ["cast_page", "help_page", "person_page", "related_page", "reviews_page", "show_page"]
