"""Rating: the ten ratings to choose from, and what became of a rating."""

from discord import ui

from bot.domain.catalog.pages import ShowPage
from bot.domain.ratings.pages import Rated
from bot.ui.forms import stars_picker
from bot.ui.layout import Layout, button, note
from bot.ui.words import echoed


def ask_rating(page: ShowPage) -> Layout:
    """The ten ratings to choose from."""
    title = echoed(page.show.title)
    return Layout(
        ui.TextDisplay(f"How do you rate **{title}**?"),
        stars_picker("rating:give", page.show.show_id, page.own),
    )


def rated(outcome: Rated, *, undone: bool = False) -> Layout:
    """A rating was saved or taken back: the new average, and a way back."""
    show, target = outcome.show, outcome.target
    what = f"**{echoed(show.title)}**"
    if target.season:
        what += f" ({target})"
    count = outcome.spread.count
    mean = (
        f"Its average here is now **{outcome.spread.average}** from {count} rating{'s' * (count != 1)}."
        if count
        else "It has no ratings here now."
    )
    if outcome.listed is not None:
        mean += f" It is {'back on' if outcome.listed else 'off'} your watchlist."
    if outcome.stars is None:
        return note(f"Your rating of {what} is taken back. {mean}")
    before = f" (before: {outcome.before})" if outcome.before and outcome.before != outcome.stars else ""
    buttons = [button("Undo", "rating:undo", outcome.change_id), button("Show", "show:open", show.show_id)]
    if target.episode:
        buttons.append(button("Episodes", "episodes:open", show.show_id, 0))
    if undone:
        return note(f"Your rating of {what} is **{outcome.stars}** again. {mean}", buttons[1])
    return note(f"You rated {what} **{outcome.stars}**{before}. {mean}", *buttons)
