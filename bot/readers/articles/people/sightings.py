"""The forms in which running text says who plays whom: “X as Y”, “Y, played by X”, “starring X (Y)”, …

Each form is a pattern over the words' signs (see `words`) and a function that makes sightings of its matches.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.readers.articles.source import Doubts, short
from bot.readers.articles.words import CHARACTER, NAME, WordShapes, is_foreign

_ACTOR = rf"(?<![ANp])(?P<actor>{NAME})"
_END = r"(?=[.,)]|\Z)"
# “the shy, sullen drummer Akane Saijo”, “the dean, Dr. Lisa Cuddy”
_PHRASE = (
    rf"(?P<phrase>(?:[dwNnTpfoR]|qT?N{{1,2}}q(?=N)|(?<=w)[,&](?=[dw])){{1,12}}(?:(?<=w),{CHARACTER}{_END})?)"
)
# “, a drummer with a temper,” “ (a drummer)”, “ – a drummer –”
_BEHIND = (
    r"(?P<behind>,d(?:[wNnxpfdW]|&(?=d)){1,10}(?=[,.)&-]|\Z)"
    r"|\([dwn][dwNnpfx]{0,8}\)|-d[wNnpfx]{1,8}(?=[,.-]|\Z)|-w[dwNnpfx]{0,8}\Z)?"
)
_MORE = rf"(?:(?:,{CHARACTER}){{0,3}},?&(?P<more>{CHARACTER}){_END})?"  # “… and Alison”

# The phrase is only looked at, because the next actor may stand in it: “Ana as Eva opposite Bo as Max”.
_AS = re.compile(
    rf"{_ACTOR}[,(-]?(?P<between>[wx]{{0,2}}[Vs][wxdRc]{{0,5}}|x?d?w{{0,2}}R)?(?P<verb>w[wxd]{{0,3}})?a(?={_PHRASE}{_BEHIND}{_MORE})"
)
_PLAYS = re.compile(
    rf"{_ACTOR}(?:(?:,[^,.]{{1,12}},|,d[wN]{{0,3}}W|,?W)?[wx]{{0,2}}P|,?x?G)(?:dw?Ra)?(?={_PHRASE}{_BEHIND}{_MORE})"
)
_PLAYED = re.compile(
    rf"(?<![TNnp])(?P<character>{CHARACTER})(?P<behind>,d[wNnpf]{{1,8}}|[,(-]?)V?[wx]{{0,2}}B[wx]{{0,4}}b(?P<actor>{NAME})"
)
_PAIR = re.compile(  # “Ana Lund and Bo Ek play Eva and Max”, “Ana Lund and Bo Ek play Eva”
    rf"(?<![aANpwdTnfoR])(?P<actor>{NAME})&(?P<actor2>{NAME})"
    rf"(?:[Vsxw]{{0,4}}[aQ](?P<character>{CHARACTER})&(?P<character2>{CHARACTER})(?![NpfaVn])|Q(?P<both>{CHARACTER})(?!&))"
)
_ITEM = rf"{NAME}(?:\([^()]{{1,8}}\))?"
_STARRING = re.compile(rf"(?:s|cc)[dw]{{0,2}}(?P<items>{_ITEM}(?:,{_ITEM}){{0,15}}(?:,?&{_ITEM})?)(?![Npa(])")
_IS = re.compile(rf"{_ACTOR}V(?P<phrase>{CHARACTER}){_BEHIND}(?=[.,)Wx-]|\Z)")
_BRACKETS = re.compile(rf"(?<![ATNnp])(?P<first>{CHARACTER})\((?P<second>{CHARACTER})[,)]")

_CUE = re.compile("[sc]")
_NATIONALITY = re.compile(r"(?:ish|ese|[aeiou]an|[nm]an|rican|nch)\Z")
_STYLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Captain|Detective|King|Queen|Prince|Princess|Lord|Lady)\b")
_DETERMINERS = re.compile(r"\A(?:(?:both|the|a|an|his|her|their|its|our|my)(?:\s+|\Z))+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where the text says who plays whom; `at` orders them, `doubt` says why it may be wrong."""

    actor: str
    character: str
    role: str
    at: tuple[int, int]
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What a form may ask about names: whether they are actors or parts, and how the text mentions them."""

    is_actor: Callable[[str], bool]
    is_character: Callable[[str], bool]
    text: str

    def mentions(self, name: str) -> tuple[int, int]:
        """How often the text names somebody in full and by one of the names alone."""
        full = self.text.count(name)
        return full, max(self.text.count(word) for word in name.split()) - full


Form = Callable[[WordShapes, int, Known, Doubts], Iterator[Sighting]]


def paired(words: WordShapes, number: int, known: Known, doubts: Doubts) -> Iterator[Sighting]:
    """“Ana Lund and Bo Ek as Eva and Max”, “Ana Lund and Bo Ek play Eva”."""
    for found in _PAIR.finditer(words.shape):
        for n in ("", "2"):
            actor = words.said(*found.span(f"actor{n}"))
            character = words.said(*found.span("both" if found["both"] else f"character{n}"))
            yield Sighting(actor, character, "", (number, found.start(f"actor{n}")))


def as_somebody(words: WordShapes, number: int, known: Known, doubts: Doubts) -> Iterator[Sighting]:
    """“Ana Lund as the shy baker Eva”, “Ana Lund shines as Eva”, “Ana Lund in the role of Eva”."""
    shape = _PAIR.sub(lambda pair: "." * len(pair[0]), words.shape)
    matches = list(_AS.finditer(shape))
    cue = _CUE.search(shape)
    for found in matches:
        actor, (character, role) = words.said(*found.span("actor")), _part(words, found)
        said = short(_quote(words, found))
        is_list = len(matches) > 1 or (cue is not None and cue.start() < found.start())
        is_plain = not found["verb"] and (is_list or bool(found["between"]))
        if found["more"] and shape[found.start() - 1 : found.start()] == "&":
            doubts.append(f"Who plays whom in “{said}” isn't clear, so it was left out.")
            continue
        if not character and not (role and is_list and found["phrase"][0] == "d" and _is_full(actor)):
            continue
        if shape[found.end("actor")] == "," and not _is_full(actor):  # “as a drama, as ever”
            continue
        if found["verb"] and not _is_full(actor):
            continue
        if not is_plain and not _is_full(actor):
            doubts.append(f"“{said}” may name an actor; it was left out.")
            continue
        _doubt_more(words, found, doubts)
        doubt = "" if is_plain else f"That {actor} plays {character} was read from “{said}”."
        yield Sighting(actor, character, role, (number, found.start()), doubt)


def plays_somebody(words: WordShapes, number: int, known: Known, doubts: Doubts) -> Iterator[Sighting]:
    """“Ana Lund plays Eva, a baker”, “Ana Lund, who plays Eva”, “Ana Lund, the actress who portrays Eva”."""
    for found in _PLAYS.finditer(words.shape):
        actor, (character, role) = words.said(*found.span("actor")), _part(words, found)
        if known.is_character(actor) or not character:  # “Eva plays Chopin”
            continue
        _doubt_more(words, found, doubts)
        said = short(_quote(words, found))
        doubt = "" if _is_full(actor) else f"That {actor} is an actor was read from “{said}”."
        yield Sighting(actor, character, role, (number, found.start()), doubt)


def played_by(words: WordShapes, number: int, known: Known, doubts: Doubts) -> Iterator[Sighting]:
    """“Eva, a shy baker played by Ana Lund”, “Eva (played by Ana Lund)”, “Eva is voiced by Ana Lund”."""
    for found in _PLAYED.finditer(words.shape):
        role = _role(words.said(*found.span("behind")))
        actor, character = words.said(*found.span("actor")), words.said(*found.span("character"))
        yield Sighting(actor, character, role, (number, found.start()))


def starring(words: WordShapes, number: int, known: Known, doubts: Doubts) -> Iterator[Sighting]:
    """“starring Ana Lund, Bo Ek and Ida Sand”; what stands in brackets is for `bracketed`."""
    for found in _STARRING.finditer(words.shape):
        for item in re.finditer(rf"(?P<name>{NAME})(?:\([^()]*\))?", found["items"]):
            start, end = (found.start("items") + at for at in item.span("name"))
            yield Sighting(words.said(start, end), "", "", (number, start))


def is_somebody(words: WordShapes, number: int, known: Known, doubts: Doubts) -> Iterator[Sighting]:
    """“Ana Lund is Eva Sand”; but “Ana Lund is Danish” names no part."""
    for found in _IS.finditer(words.shape):
        actor, (character, role) = words.said(*found.span("actor")), _part(words, found)
        verb = words.said(found.end("actor"), found.end("actor") + 1)
        is_part = _is_full(character) or known.is_actor(actor) or not _NATIONALITY.search(character)
        if verb == "is" and _is_full(actor) and is_part:
            doubt = f"That {actor} plays {character} was read from “{short(_quote(words, found))}”."
            yield Sighting(actor, character, role, (number, found.start()), doubt)


def bracketed(words: WordShapes, number: int, known: Known, doubts: Doubts) -> Iterator[Sighting]:
    """“starring Ana Lund (Eva)”; but in a story, “Eva (Ana Lund) opens her shop”."""
    cue = _CUE.search(words.shape)
    matches = list(_BRACKETS.finditer(words.shape))
    for found in matches:
        first, second = words.said(*found.span("first")), words.said(*found.span("second"))
        at = (number, found.start())
        if (cue and cue.start() < found.start()) or known.is_actor(first):
            yield Sighting(first, second, "", at)
        elif not _STYLED.match(second) and (known.is_actor(second) or known.is_character(first)):
            yield Sighting(second, first, "", at)
        else:
            actor = _likely_actor(first, second, len(matches) > 1, known)
            character = second if actor == first else first
            if actor and re.fullmatch(NAME, found["first" if actor == first else "second"]):
                doubt = f"“{first} ({second})” was read as: {actor} plays {character}."
                yield Sighting(actor, character, "", at, doubt)


FORMS: tuple[Form, ...] = (paired, as_somebody, plays_somebody, played_by, starring, is_somebody, bracketed)


def _likely_actor(first: str, second: str, in_list: bool, known: Known) -> str:
    """Which of “first (second)” acts; "" if nothing speaks for either.

    Actors have full names. Of two full names the actor's is the one that the text says in full elsewhere,
    while it speaks of characters by one name; as a last resort the actor stands first.
    """
    if _STYLED.match(second):
        return first
    if not _is_full(first) or _STYLED.match(first):
        return second if _is_full(second) else ""
    (first_full, first_alone), (second_full, second_alone) = known.mentions(first), known.mentions(second)
    if not _is_full(second):
        return first if in_list or second_full > 1 else ""
    if " of " in second:  # “Bella Ramsey (Game of Thrones)”, but “Henry Cavill (Geralt of Rivia)”
        return first if in_list or second_alone else ""
    return second if first_alone + second_full > second_alone + first_full else first


def _is_full(name: str) -> bool:
    """Whether it is more than one name, or in a script that writes them together."""
    return " " in name or (len(name) > 1 and is_foreign(name))


def _part(words: WordShapes, found: re.Match[str]) -> tuple[str, str]:
    """Character and role of “the shy baker Eva, a loner”."""
    start, end = found.span("phrase")
    runs = list(re.finditer(CHARACTER, words.shape[start:end]))
    if not runs:
        return "", _role(words.said(start, end))
    is_last = runs[-1].end() == end - start and words.shape[end : end + 1] not in ("a", "P", "B")
    is_acronym = len(runs) > 1 and words.said(start + runs[0].start(), start + runs[0].end()).isupper()
    run = runs[-1] if is_last else runs[1] if is_acronym else runs[0]  # “FBI agent Clarice Starling hunts …”
    character = words.said(start + run.start(), start + run.end())
    roles = _role(words.said(start, start + run.start())), _apposition(words, found)
    return character, ", ".join(filter(None, roles))


def _apposition(words: WordShapes, found: re.Match[str]) -> str:
    """What is said of a character behind the name; but “…, the city awakes.” is another clause."""
    said, (_, end) = words.said(*found.span("behind")), found.span("behind")
    is_plain = not said.startswith(",") or said.startswith((", a ", ", an ")) or "W" in found["behind"]
    return _role(said) if is_plain or re.match(",?&?[NT]", words.shape[end : end + 3]) else ""


def _role(said: str) -> str:
    return _DETERMINERS.sub("", said.strip(" ,()–—-"))


def _doubt_more(words: WordShapes, found: re.Match[str], doubts: Doubts) -> None:
    if found["more"]:
        more, said = words.said(*found.span("more")), short(_quote(words, found))
        doubts.append(
            f"Whether “{more}” in “{said}” is another part or another actor isn't clear; it was left out."
        )


def _quote(words: WordShapes, found: re.Match[str]) -> str:
    """The words that were looked at."""
    groups = ("actor", "phrase", "behind", "more")
    end = max(found.end(group) for group in groups if group in found.groupdict())
    return words.said(found.start(), max(end, found.end())).strip(" ,")
