"""How the sections of a server's settings are called, and how each is set, in words."""

from collections.abc import Callable, Mapping

from bot.domain.guilds import WEEKDAYS, Destination, GuildSettings, Section, SettingsChange
from bot.ui.pages.catalog import WHO
from bot.ui.words import counted, listed

TITLES = {
    Section.OVERVIEW: "Overview",
    Section.REVIEWS: "Reviews",
    Section.CATALOGUE: "Catalogue",
    Section.FAME: "Hall of fame",
    Section.DIGEST: "Weekly digest",
    Section.GUARDS: "Guards",
    Section.MODERATORS: "Moderators",
    Section.PICTURES: "Pictures",
}
ABOUT = {
    Section.REVIEWS: (
        "Where the cards of new reviews go. Those that stand already stay where they are. "
        "Reviews of shows for adults go only where Discord's age restriction is on."
    ),
    Section.CATALOGUE: "Who may add shows to this server's catalogue.",
    Section.FAME: "A channel of its own for the reviews that members found most helpful.",
    Section.DIGEST: "Once a week: the best new reviews, what was reviewed most, and the top of the month.",
    Section.GUARDS: "What keeps spam out. Who is stopped is told why, and gets their text back.",
    Section.MODERATORS: (
        "Members with these roles may moderate reviews, and so may whoever has *Manage Messages*. "
        "Only those who manage the server may change settings."
    ),
    Section.PICTURES: "How charts look. Both can be read on Discord's dark and light themes.",
}


def done(change: SettingsChange, section: Section) -> str:
    """What holds after a change, as a line on the panel."""
    if change.before == change.after:
        return "Nothing was changed: it was so already."
    return f"✅ {state(change.after, section)}"


def state(settings: GuildSettings, section: Section) -> str:
    """How a section is set, in a sentence or two."""
    return STATES[section](settings)


def _reviews_state(settings: GuildSettings) -> str:
    channel = f"<#{settings.destination_channel}>"
    match settings.goes_to:
        case Destination.CHANNEL:
            return f"The cards of new reviews go to {channel}."
        case Destination.FORUM:
            return f"The cards of new reviews go to {channel}, in a post for each show."
        case Destination.THREADS:
            return f"The cards of new reviews go to {channel}, in a thread for each show."
        case Destination.HERE:
            waiting = settings.destination is not Destination.HERE
            until = " until you choose a channel" if waiting else ""
            return f"The cards of reviews stand where these are written{until}."


def _fame_state(settings: GuildSettings) -> str:
    many = f"{counted(settings.fame_votes, 'helpful vote')} or more"
    if not settings.fame_channel:
        return (
            f"There is no hall of fame. Once you choose a channel, reviews with {many} are shown there too."
        )
    return f"Reviews with {many} are shown in <#{settings.fame_channel}> too."


def _digest_state(settings: GuildSettings) -> str:
    hour, zone = f"{settings.digest_hour:02}:00", settings.digest_zone
    when = f"on {WEEKDAYS[settings.digest_weekday]}s at {hour} ({zone})"
    if not settings.digest_channel:
        return f"There is no weekly digest. Once you choose a channel, it comes {when}."
    return f"The weekly digest comes to <#{settings.digest_channel}> {when}."


def _guards_state(settings: GuildSettings) -> str:
    needs = [
        *(
            [f"an account that is {days(settings.guard_account_days)} old"]
            * bool(settings.guard_account_days)
        ),
        *([f"{days(settings.guard_member_days)} on this server"] * bool(settings.guard_member_days)),
        *(
            [f"{minutes_of(settings.guard_cooldown_minutes)} since the last"]
            * bool(settings.guard_cooldown_minutes)
        ),
    ]
    sentences = [
        f"Who writes a review needs {listed(needs)}."
        if needs
        else "Everybody may write reviews at any time.",
        "A review may have no links." if settings.guard_links < 0 else "",
        f"A review may have {counted(settings.guard_links, 'link')} at most."
        if settings.guard_links > 0
        else "",
        f"{counted(len(settings.guard_words), 'word')} may not be used." if settings.guard_words else "",
    ]
    return " ".join(filter(None, sentences))


def _moderators_state(settings: GuildSettings) -> str:
    roles = listed([f"<@&{role_id}>" for role_id in settings.moderator_roles], 8)
    if not roles:
        return "Whoever has *Manage Messages* may moderate reviews."
    return f"{roles} may moderate reviews, and so may whoever has *Manage Messages*."


STATES: Mapping[Section, Callable[[GuildSettings], str]] = {
    Section.REVIEWS: _reviews_state,
    Section.CATALOGUE: lambda settings: WHO[settings.adding],
    Section.FAME: _fame_state,
    Section.DIGEST: _digest_state,
    Section.GUARDS: _guards_state,
    Section.MODERATORS: _moderators_state,
    Section.PICTURES: lambda settings: f"Charts are {settings.theme.value}.",
}


def days(number: int) -> str:
    """“1 day”, “7 days”."""
    return counted(number, "day")


def minutes_of(number: int) -> str:
    """“10 minutes”, “2 hours”, “1 day”."""
    if number % 1_440 == 0:
        return counted(number // 1_440, "day")
    return counted(number // 60, "hour") if number % 60 == 0 else counted(number, "minute")
