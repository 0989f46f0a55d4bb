"""Reading a review's text: what opens it, what it concludes, and what it says about the show."""

from bot.domain.articles.article import Article, parse_article
from bot.domain.articles.related import AlsoRead
from bot.domain.articles.sections import excerpt, is_data, looks_like_heading, sections, verdict

__all__ = [
    "AlsoRead",
    "Article",
    "excerpt",
    "is_data",
    "looks_like_heading",
    "parse_article",
    "sections",
    "verdict",
]
