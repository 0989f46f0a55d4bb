"""What members open: a show's page, its reviews, its people, what is related to it, and help."""

from bot.ui.pages.help import help_page
from bot.ui.pages.people import cast_page, person_page
from bot.ui.pages.related import related_page
from bot.ui.pages.reviews import reviews_page
from bot.ui.pages.show import show_page

__all__ = ["cast_page", "help_page", "person_page", "related_page", "reviews_page", "show_page"]
