"""How the post of a show in a forum begins."""

from bot.domain.catalog.shows import Show
from bot.ui.cards import about_line
from bot.ui.layout import Layout, beside, button, panel_page, row
from bot.ui.words import shown, title_of


def show_header(show: Show) -> Layout:
    """A show in a few lines, above its reviews, with the ways to its page and to writing another one."""
    about, synopsis = about_line(show), shown(show.facts.synopsis, 600)
    lines = [f"### {title_of(show)}", f"-# {about}" if about else "", synopsis]
    return panel_page(
        beside("\n".join(filter(None, lines)), show.facts.poster_url),
        row(button("Show", "show:open", show.show_id), button("Review", "show:review", show.show_id)),
    )
