"""The cast, from cast lists and running text: sightings of one actor are merged, contradictions reported."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from bot.domain.catalog.shows import Credit, Job
from bot.domain.text.labels import Label
from bot.domain.text.titles import title_key
from bot.readers.articles.networks import known_network
from bot.readers.articles.people.sightings import FORMS, Known, Sighting
from bot.readers.articles.source import ArticleText, Doubts
from bot.readers.articles.words import read_words

_MOST = 60  # a show's page holds that many
_MOST_SIGHTINGS = 300  # of one form
_LONGEST_LIST = 2000  # characters
_NEXT_ITEM = re.compile(r"[,;、，；](?![^()（）]*[)）])\s*(?=[^\Wa-z])")  # before a name, outside brackets
_TRIGGER = re.compile(
    r"\b(?:as|plays?|playing|portray\w*|starring|stars|cast|voic\w+|embod\w+|brought|played|is)\b|[(（]"
    r"|\b(?:role|part|character) of\b",
    re.IGNORECASE,
)


def read_cast(source: ArticleText, titles: Iterable[str], doubts: Doubts) -> tuple[Credit, ...]:
    """The cast in the order of the text. `titles` are the show's, which nobody is called."""
    items = (item for value in source.said(Label.CAST) for item in _NEXT_ITEM.split(value[:_LONGEST_LIST]))
    rows = [read_words(f"starring {item}", mid_sentence=True) for item in items]
    rows += [read_words(text) for text in source.sentences if _TRIGGER.search(text)]
    cast = _Cast(frozenset(map(title_key, titles)), doubts)
    known = Known(cast.is_actor, cast.is_character, source.body)
    for form in FORMS:  # the plainest first
        seen = (
            sighting for number, words in enumerate(rows) for sighting in form(words, number, known, doubts)
        )
        for sighting in islice(seen, _MOST_SIGHTINGS):
            cast.add(sighting)
    return cast.credits()


class _Cast:
    """Who is known to play whom so far."""

    def __init__(self, titles: frozenset[str], doubts: Doubts) -> None:
        self._titles = titles
        self._doubts = doubts
        self._cast: list[Sighting] = []
        self._places: list[list[tuple[int, int]]] = []  # for each of them, where the sightings are

    def add(self, seen: Sighting) -> None:
        """Merge a sighting into what is known of its actor; of a contradiction the first part is kept."""
        if self._is_no_person(seen.actor) or self._is_title(seen.character) or len(self._cast) >= _MOST:
            return
        known = self._known(seen.actor)
        if known is None:
            self._report_same_character(seen)
            self._cast.append(seen)
            self._places.append([seen.at])
            return
        at = self._cast.index(known)
        self._places[at].append(seen.at)
        character = _fuller(known.character, seen.character)
        if character is None:
            both = f"{known.character} and {seen.character}"
            self._doubts.append(f"{known.actor} is said to play {both}; only the first was taken.")
        self._cast[at] = replace(
            known,
            actor=max(known.actor, seen.actor, key=len),
            character=character or known.character,
            role=known.role or (seen.role if character else ""),
            doubt=known.doubt or (seen.doubt if not known.character else ""),
        )

    def is_actor(self, name: str) -> bool:
        """Whether somebody of this name is known to play a part."""
        return self._known(name) is not None

    def is_character(self, name: str) -> bool:
        """Whether this is the name of somebody's part."""
        return any(one.character and _fuller(one.character, name) for one in self._cast)

    def credits(self) -> tuple[Credit, ...]:
        """The cast as the text lists it; what is doubtful is reported."""
        crowd = Counter(row for places in self._places for row in {row for row, _ in places})
        billing = [min(places, key=lambda place: (-crowd[place[0]], place)) for places in self._places]
        cast = [seen for _, seen in sorted(zip(billing, self._cast, strict=True), key=lambda pair: pair[0])]
        self._doubts.extend(seen.doubt for seen in cast if seen.doubt)
        return tuple(Credit(seen.actor, Job.CAST, seen.character, seen.role) for seen in cast)

    def _known(self, actor: str) -> Sighting | None:
        return next((one for one in self._cast if _fuller(one.actor, actor)), None)

    def _is_no_person(self, name: str) -> bool:
        return self._is_title(name) or known_network(name) is not None

    def _is_title(self, name: str) -> bool:
        return bool(name) and title_key(name) in self._titles

    def _report_same_character(self, seen: Sighting) -> None:
        for other in self._cast:
            if seen.character and other.character and _fuller(seen.character, other.character):
                self._doubts.append(f"Both {other.actor} and {seen.actor} are said to play {seen.character}.")


def _fuller(one: str, other: str) -> str | None:
    """The fuller of two names if they can be the same (“Sho”, “Sho Takaoka”), else None."""
    shorter, fuller = sorted((one, other), key=len)
    return fuller if set(shorter.casefold().split()) <= set(fuller.casefold().split()) else None
