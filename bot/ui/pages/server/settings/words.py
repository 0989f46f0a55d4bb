"""What the panel says: of each setting, of each section, and of how it is set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain.catalog.editing import AddingPolicy
from bot.domain.server.setting import SettingsSection
from bot.domain.server.settings import WEEKDAYS, Destination, GuildSettings, SettingsChange, Theme
from bot.ui.pages.catalog.editing import WHO
from bot.ui.words import counted, listed

_ADDERS = {
    AddingPolicy.EVERYBODY: "Everybody",
    AddingPolicy.APPROVAL: "Everybody, and a moderator approves",
    AddingPolicy.MODERATORS: "Only moderators",
}
_DESTINATIONS = {
    Destination.HERE: "Where they are written\nThe card is the answer to /review",
    Destination.CHANNEL: "To one channel\nWherever they are written",
    Destination.FORUM: "To a forum\nWith a post for each show",
    Destination.THREADS: "To threads in one channel\nWith a thread for each show",
}
_THEMES = {Theme.DARK: "Dark pictures", Theme.LIGHT: "Light pictures"}


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What a section is called, what it is about, and how it is set, in a sentence or two."""

    title: str
    about: str
    state: Callable[[GuildSettings], str]


def done(change: SettingsChange, section: SettingsSection) -> str:
    """What holds after a change, as a line on the panel."""
    if change.before == change.after:
        return "Nothing was changed: it was so already."
    return f"✅ {SECTIONS[section].state(change.after)}"


def _overview(settings: GuildSettings) -> str:
    return "\n".join(
        f"**{words.title}** · {words.state(settings)}" for section, words in SECTIONS.items() if section
    )


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
            return f"Reviews are posted where /review is used{until}."


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
    account, member = settings.guard_account_days, settings.guard_member_days
    pause, links, words = settings.guard_cooldown_minutes, settings.guard_links, len(settings.guard_words)
    needs = [
        f"an account that is {_days(account)} old" if account else "",
        f"{_days(member)} on this server" if member else "",
        f"{_minutes(pause)} since the last" if pause else "",
    ]
    needed = listed([need for need in needs if need])
    sentences = [
        f"Who writes a review needs {needed}." if needed else "Everybody may write reviews at any time.",
        "A review may have no links." if links < 0 else "",
        f"A review may have {counted(links, 'link')} at most." if links > 0 else "",
        f"{counted(words, 'word')} may not be used." if words else "",
    ]
    return " ".join(filter(None, sentences))


def _moderators_state(settings: GuildSettings) -> str:
    roles = listed([f"<@&{role_id}>" for role_id in settings.moderator_roles], 8)
    if not roles:
        return "Moderators are those with *Manage Messages* in the whole server."
    return f"Moderators are members with {roles}, and those with *Manage Messages* in the whole server."


def _links_label(settings: GuildSettings) -> str:
    links = settings.guard_links
    if links < 0:
        return "No links in a review"
    return f"{counted(links, 'link')} in a review at most" if links else "Any number of links"


def _days(number: int) -> str:
    return counted(number, "day")


def _minutes(number: int) -> str:
    """“10 minutes”, “2 hours”, “1 day”."""
    if number % 1_440 == 0:
        return _days(number // 1_440)
    return counted(number // 60, "hour") if number % 60 == 0 else counted(number, "minute")


LABELS: Mapping[str, Callable[[GuildSettings], str]] = {
    "adding": lambda settings: _ADDERS[settings.adding],
    "destination": lambda settings: _DESTINATIONS[settings.destination],
    "destination_channel": lambda settings: (
        "Which forum?" if settings.destination is Destination.FORUM else "Which channel?"
    ),
    "fame_channel": lambda _: "Off. Choose a channel",
    "fame_votes": lambda settings: f"From {counted(settings.fame_votes, 'helpful vote')} on",
    "digest_channel": lambda _: "Off. Choose a channel",
    "digest_weekday": lambda settings: f"Every {WEEKDAYS[settings.digest_weekday]}",
    "digest_hour": lambda settings: f"At {settings.digest_hour:02}:00",
    "digest_zone": lambda settings: f"Time zone: {settings.digest_zone}",
    "guard_account_days": lambda settings: (
        f"Accounts from {_days(days)} on" if (days := settings.guard_account_days) else "Accounts of any age"
    ),
    "guard_member_days": lambda settings: (
        f"Members for at least {_days(days)}"
        if (days := settings.guard_member_days)
        else "Members from the first day on"
    ),
    "guard_cooldown_minutes": lambda settings: (
        f"A review every {_minutes(minutes)}"
        if (minutes := settings.guard_cooldown_minutes)
        else "Reviews one right after another"
    ),
    "guard_links": _links_label,
    "guard_words": lambda settings: (
        f"Blocked words: {count}" if (count := len(settings.guard_words)) else "Block words"
    ),
    "moderator_roles": lambda _: "No role yet. Choose some",
    "theme": lambda settings: _THEMES[settings.theme],
}
"""What the control of each setting says where it is set so: an option (and below, what describes it), a
button, or a select in which nothing is chosen yet."""

SECTIONS: Mapping[SettingsSection, SectionWords] = {
    SettingsSection.OVERVIEW: SectionWords("Overview", "", _overview),
    SettingsSection.REVIEWS: SectionWords(
        "Reviews",
        "Where the cards of new reviews go. Those that stand already stay where they are. "
        "Reviews of shows for adults go only where Discord's age restriction is on.",
        _reviews_state,
    ),
    SettingsSection.CATALOG: SectionWords(
        "Catalogue", "Who may add shows to this server's catalogue.", lambda settings: WHO[settings.adding]
    ),
    SettingsSection.FAME: SectionWords(
        "Hall of fame", "A channel of its own for the reviews that members found most helpful.", _fame_state
    ),
    SettingsSection.DIGEST: SectionWords(
        "Weekly digest",
        "Once a week: the best new reviews, what was reviewed most, and the top of the month.",
        _digest_state,
    ),
    SettingsSection.GUARDS: SectionWords(
        "Guards",
        "What keeps spam out of reviews; links and blocked words are stopped in the shows that members add, "
        "too. Whoever is stopped is told why, and gets their text back.",
        _guards_state,
    ),
    SettingsSection.MODERATORS: SectionWords(
        "Moderators",
        "They moderate reviews and keep the catalogue. A channel's own permissions count for nothing, and "
        "nobody decides about their own reviews.",
        _moderators_state,
    ),
    SettingsSection.PICTURES: SectionWords(
        "Pictures",
        "How charts look. Both can be read on Discord's dark and light themes.",
        lambda settings: f"Charts are {settings.theme.value}.",
    ),
}
