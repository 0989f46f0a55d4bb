"""What one can do here."""

from collections.abc import Callable, Mapping

from bot.ui.layout import Layout, panel_page, rule

CHANGING = (
    "**Your own reviews**\n"
    "Review the same show again, or press ⋯ on the review's card, to change it. "
    "There you can also delete it, or report somebody else's."
)


def help_page(
    mention: Callable[[str], str],
    commands: Mapping[str, str],
    *,
    can_pin: bool,
    can_moderate: bool,
    can_manage: bool,
) -> Layout:
    """What this reader can do. `mention("review")` gives the command as something to click.

    Those of the `commands` of everyone that no part here tells of follow with what Discord says of them.
    """
    pinning, moderating = _pinning(mention), [_moderating(mention), _keeping(mention)]
    managing, everyone = _hosting(mention), _everyone(mention)
    told = "\n".join([everyone, pinning, *moderating, managing])
    others = [f"- {mention(name)} – {said}" for name, said in commands.items() if mention(name) not in told]
    parts = ["\n".join([everyone, *others]), CHANGING]
    if can_pin:
        parts.append(pinning)
    if can_moderate:
        parts += moderating
    if can_manage:
        parts.append(managing)
    return panel_page(
        "### Reviews of what we watch\nRate shows, review them, and find what to watch next.",
        *(item for part in parts for item in (rule(), part)),
    )


def _everyone(mention: Callable[[str], str]) -> str:
    return "\n".join(
        [
            "**Everyone**",
            f"- {mention('review')} – review a show: stars, and as many words as you like",
            f"- {mention('rate')} – only the stars, for a show, a season or an episode",
            f"- {mention('show')} – a show's page: what it is, and what we make of it",
            f"- {mention('episodes show')} – which episodes are the best, at a glance",
            f"- {mention('reviews')} – read the reviews of a show, one by one",
            f"- {mention('cast')} – who plays whom, and where else they appear",
            f"- {mention('top')} – what we like best, write most about, and can't agree on",
            f"- {mention('related')} – what to watch next, and why",
            f"- {mention('privacy')}, {mention('mydata export')}, {mention('mydata delete')} – what is kept "
            "of you, and getting or deleting all of it",
            f"- {mention('search')} – find reviews by the words in them",
            f"- {mention('catalog add')} – add a show with its facts and cast",
            f"- {mention('profile')}, {mention('compare')} – what a member likes, and how much you two agree",
            f"- {mention('mydata import')} – bring your ratings along from Letterboxd, Trakt, IMDb …",
            f"- {mention('mydata hidden')} – your reviews that a moderator has hidden, and why",
            f"- {mention('watchlist add')}, {mention('watchlist remove')}, {mention('watchlist list')}, "
            f"{mention('watchlist pick')} – what you mean to watch, and what to watch tonight",
            f"- {mention('mydata visibility')} – leave the profiles and rankings that others see",
        ]
    )


def _moderating(mention: Callable[[str], str]) -> str:
    return "\n".join(
        [
            "**You moderate**",
            f"- {mention('moderation reports')} – what members reported; press ⋯ on a card to hide a review",
            f"- {mention('moderation history')}, {mention('moderation restore')} – versions; bring one back",
            f"- {mention('moderation block')}, {mention('moderation unblock')}, "
            f"{mention('moderation blocks')} – stop a member's reviews",
            f"- {mention('moderation audit')} – who did what; {mention('moderation waiting')} – what I can't "
            "update or remove, and why",
        ]
    )


def _pinning(mention: Callable[[str], str]) -> str:
    return (
        "**You may pin**\n"
        f"- {mention('pin top')} – the most helpful reviews, to pin with one press\n"
        f"- {mention('pin list')}, {mention('pin remove')} – what is pinned, and what is wrong with it\n"
        "- Hold a review's card (on a computer: right-click), choose *Apps*, then *Pin review* "
        f"or *Unpin review*; in {mention('reviews')} and {mention('search')}, press *Pin*."
    )


def _keeping(mention: Callable[[str], str]) -> str:
    """What moderators do with the catalogue, in as few lines as a phone likes."""
    return "\n".join(
        [
            "**You keep the catalogue**",
            f"- {mention('catalog edit')}, {mention('catalog credits')}, {mention('catalog titles')} – "
            "change a show",
            f"- {mention('catalog link')}, {mention('catalog unlink')} – related shows",
            f"- {mention('catalog refresh')} – update facts and cast from TVmaze or TMDB",
            f"- {mention('catalog import')} – add an article with its show",
            f"- {mention('catalog merge')}, {mention('catalog merges')} – merge duplicates, or undo it",
            f"- {mention('catalog remove')} – a show that nobody has reviewed",
            f"- {mention('catalog restrict')} – keep a show for adults to age-restricted channels",
            f"- {mention('catalog pending')} – approve what members added",
        ]
    )


def _hosting(mention: Callable[[str], str]) -> str:
    return (
        "**You manage this server**\n"
        f"- {mention('settings')} – where reviews go, the digest, guards, moderators\n"
        f"- {mention('catalog adding')} – who may add shows\n"
        "- *Server Settings › Integrations* – who sees which command\n"
        "-# If you host the bot: `python -m bot check` says whether anything is missing."
    )
