"""Members: a profile, and two of them side by side."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.shows import ShowName
from bot.domain.members.comparison import NEEDED, Comparison, InCommon
from bot.domain.members.profiles import Profile, RatedShow, ReviewOf
from bot.domain.ratings.rating import average_of
from bot.domain.text.sections import excerpt
from bot.ui.cards import SPOILERS, read_button
from bot.ui.charts.histogram import Histogram
from bot.ui.charts.stars import spread_histogram, spread_in_words
from bot.ui.layout import Layout, button, note, option, panel, row, rule, select
from bot.ui.words import counted, dotted, quoted, rating_line, shown, title_of

PICTURE = "ratings.png"
TITLE, WORDS = 90, 160
"""Budgets for a show's title and for the words of a review in a list."""
ONLY_YOU = "-# You are hidden: nobody else sees this. `/mydata visibility` changes it."


def profile_chart(profile: Profile) -> Histogram:
    """How often the member gave each rating."""
    return spread_histogram("Ratings of whole shows", profile.sums.spread)


def profile_alt_text(profile: Profile) -> str:
    """The same for those who can't see it."""
    return f"How often each rating was given to a whole show. {spread_in_words(profile.sums.spread)}"


def profile_page(profile: Profile, picture: discord.File | None = None) -> Layout:
    """What a member rated and wrote here. There is a picture if they rated a whole show."""
    parts: list[ui.Item[Any] | str] = [_summary(profile)]
    if picture:
        parts.append(ui.MediaGallery(discord.MediaGalleryItem(picture)))
    if profile.favourites:
        parts += [rule(), "\n".join(["**Favourites**", *map(_rated, profile.favourites)])]
    if profile.genres:
        genres = (
            f"{shown(each.genre, 60)} · {counted(each.count, 'show')} · **{each.average}** on average"
            for each in profile.genres
        )
        parts += [rule(), "\n".join(["**Genres lately**", *genres])]
    if profile.best:
        votes = counted(profile.best.review.helpful, "helpful vote")
        parts += [rule(), f"**Most helpful review**\n-# {votes}", _review(profile.best)]
    if profile.latest:
        parts += [rule(), "**Latest reviews**", *map(_review, profile.latest)]
    reviews = [*filter(None, [profile.best]), *profile.latest]
    named = [each.show for each in (*profile.favourites, *reviews)]
    return Layout(panel(*parts, *_leads(named)), *_next(profile))


def _summary(profile: Profile) -> str:
    sums = profile.sums
    lines = [f"### Profile of <@{profile.user_id}>"]
    if profile.hidden:
        lines.append(ONLY_YOU)
    if not sums.spread.count and not sums.reviews:
        who = "You have" if profile.is_own else "This member has"
        lines.append(f"{who} rated and reviewed no show here yet. `/rate` and `/review` are how one begins.")
        return "\n".join(lines)
    if sums.spread.count:
        server = f" (this server: {profile.server_average})" if profile.server_average else ""
        lines.append(
            f"**{counted(sums.spread.count, 'show')}** rated · **{sums.spread.average}** on average{server}"
        )
    if sums.reviews:
        votes = counted(sums.helpful, "helpful vote")
        lines.append(f"**{counted(sums.reviews, 'review')}** · **{votes}** received")
    return "\n".join(lines)


def _rated(each: RatedShow) -> str:
    return f"{rating_line(each.stars)} {title_of(each.show, budget=TITLE)}"


def _review(each: ReviewOf) -> ui.Item[Any] | str:
    """A review in a few words, none of them if it spoils the show."""
    review = each.review
    when = f"<t:{review.updated_at // 1000}:D>"
    lines = [title_of(each.show, review.target, TITLE), dotted(rating_line(review.stars), when)]
    if review.words.spoilers:
        lines.append(f"-# {SPOILERS}")
    elif words := review.words.headline or excerpt(review.words.body, WORDS):
        lines.append(quoted(shown(words, WORDS)))
    text = "\n".join(lines)
    return ui.Section(text, accessory=read_button(review)) if review.words.body else text


def _leads(shows: Sequence[ShowName]) -> Iterator[ui.Item[Any]]:
    """A select that opens the shows that a page names."""
    options = [option(str(each), each.show_id) for each in dict.fromkeys(shows)]
    if options:
        yield rule()
        yield select("Open a show", "show:pick", 0, options=options)


def _next(profile: Profile) -> Iterator[ui.Item[Any]]:
    if not profile.is_own:
        yield row(button("Compare with me", "members:compare", profile.user_id))


def comparison_page(of: Comparison) -> Layout:
    """How the reader's taste compares with another member's."""
    if of.match is None:
        return _too_few(of)
    parts: list[ui.Item[Any] | str] = [
        f"### You and <@{of.user_id}>\n## You two agree {of.match} %\n{_in_common(of)}\n"
        "-# The same stars count fully, three stars apart not at all; where few shows are in common, the "
        "number stays near 50 %."
    ]
    if of.alike:
        parts += [rule(), "\n".join(["**You agree on**", *map(_both, of.alike)])]
    if of.apart:
        parts += [rule(), "\n".join(["**You differ on**", *map(_both, of.apart)])]
    if of.loved:
        parts += [rule(), "\n".join(["**They love, and you have not rated**", *map(_rated, of.loved)])]
    named = [each.show for each in (*of.loved, *of.apart, *of.alike)]
    return Layout(panel(*parts, *_leads(named)), row(_profile_button(of)))


def _in_common(of: Comparison) -> str:
    """“14 shows in common. You give them 0.4 stars more on average.”"""
    sentence = f"{counted(of.count, 'show')} in common."
    apart = average_of(abs(of.more), of.count)
    if apart == "0.0":
        return sentence
    return f"{sentence} You give them {apart} stars {'more' if of.more > 0 else 'less'} on average."


def _both(each: InCommon) -> str:
    title = title_of(each.show, budget=TITLE)
    if each.mine == each.theirs:
        return f"{title}: both **{each.mine.number}**"
    return f"{title}: you **{each.mine.number}**, they **{each.theirs.number}**"


def _too_few(of: Comparison) -> Layout:
    common = f"{counted(of.count, 'show')} in common" if of.count else "no show in common"
    sentence = (
        f"You and <@{of.user_id}> have {common} so far. A taste match takes {NEEDED}: "
        f"{NEEDED - of.count} more that both of you have rated."
    )
    if not of.loved:
        return note(sentence, _profile_button(of))
    loved = ["They love these, and you have not rated them:", *map(_rated, of.loved)]
    return Layout(
        panel(sentence, rule(), "\n".join(loved), *_leads([each.show for each in of.loved])),
        row(_profile_button(of)),
    )


def _profile_button(of: Comparison) -> ui.Button[Any]:
    return button("Their profile", "members:profile", of.user_id)
