"""Where a show runs: networks and streaming services by the names that articles use for them."""

import re
from collections import Counter

from bot.domain.text import clean_line
from bot.domain.text.labels import Label
from bot.readers.articles.source import ArticleText, Doubts, short

# One a line: the name we use, then its other spellings.
_NETWORKS = """
Netflix
Prime Video | Amazon Prime Video | Amazon Prime | Amazon Video
Apple TV+ | Apple TV Plus | AppleTV+ | Apple TV
Disney+ | Disney Plus | Disney+ Hotstar
HBO
HBO Max
Hulu
Paramount+ | Paramount Plus
Peacock
Showtime
Starz
AMC | AMC+
FX
Fox
NBC
ABC
CBS
The CW
PBS
Syfy
Adult Swim
YouTube
BBC | BBC iPlayer
BBC One | BBC1
BBC Two | BBC2
BBC Three | BBC3
ITV | ITVX
Channel 4
Channel 5
Sky Atlantic
Crunchyroll
Viki | Rakuten Viki
Viu
iQIYI
WeTV
Tencent Video
Youku
Bilibili
TVING
Wavve
Coupang Play
tvN
JTBC
OCN
ENA
KBS | KBS2
MBC
SBS
NHK
Fuji TV
Nippon TV
TV Tokyo
TV Asahi
TBS
MBS
WOWOW
U-NEXT
ABEMA | AbemaTV
GMM25
ARD | Das Erste
ZDF
RTL
Arte
Canal+
TF1
RTVE
Movistar Plus+ | Movistar+
Antena 3
Rai 1
DR
SVT
NRK
Yle
Globoplay
Vix
Hotstar | JioHotstar
SonyLIV | Sony LIV
ZEE5
Stan
Max
Shudder
MUBI
Acorn TV
BritBox
"""
_SPELLINGS = {
    spelling.strip(): line.split("|")[0].strip()
    for line in _NETWORKS.strip().split("\n")
    for spelling in line.split("|")
}
_CANONICAL = {spelling.casefold(): name for spelling, name in _SPELLINGS.items()}
_PLAIN = 2  # the weight of a phrase that says so: “streams on Netflix”
_AMBIGUOUS = {"Fox", "Max", "Stan", "DR", "Peacock"}  # “Max’s” is more likely a person's

_NAME = rf"(?P<name>{'|'.join(sorted(map(re.escape, _SPELLINGS), key=len, reverse=True))})(?![\w+])"
_MADE_BY = re.compile(  # “Netflix’s Glass Heart”, “the Netflix series”, “a Netflix original”
    rf"(?<![\w.]){_NAME}(?:(?P<possessive>['’]s?\s(?=\W?\w))|\s(?i:original|exclusive|(?:[\w-]+\s){{0,2}}?"
    r"(?:mini-?series|series|k-?drama|drama|film|movie|show|anime|sitcom|special|documentary|thriller|comedy))\b)"
)
_RUNS_ON = re.compile(
    r"(?P<verb>\b(?i:stream|air|premier|availab|broadcast|shown|watch|runs|ran)[a-z]{0,4}(?:\s[\w-]+){0,3}?\s)?"
    rf"\b(?i:on|by|for|from)\s(?:the\s)?{_NAME}"
)
_ELSEWHERE = re.compile(
    r"\b(?i:stream|air|broadcast)(?:s|ing|ed)? on (?P<name>(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"(?!\d)[A-Z][\w+]*(?: [A-Z\d][\w+]*)?)(?! \d)"
)  # not “aired on May 3”


def known_network(name: str) -> str | None:
    """The network that goes by this name ("Amazon Prime" is "Prime Video"); None if it isn't known."""
    return _CANONICAL.get(name.strip().casefold())


def read_network(source: ArticleText, doubts: Doubts) -> str:
    """The network: labelled, or the known one that the text speaks of most plainly; "" if there is none."""
    if labelled := source.said(Label.NETWORK):
        value = clean_line(labelled[0]).strip(" .")
        return known_network(value) or value
    votes = _votes(source)
    if not votes:
        if unknown := next(filter(None, map(_ELSEWHERE.search, source.sentences)), None):
            doubts.append(
                f"It says “{short(unknown[0])}”, and I don't know that network, so it was left out."
            )
        return ""
    (name, weight), *others = votes.most_common(2)
    if others and others[0][1] * 2 >= weight:
        doubts.append(f"Both {name} and {others[0][0]} are named as the network; {name} was taken.")
    elif weight < _PLAIN:
        doubts.append(f"That it runs on {name} was read from a passing mention.")
    return name


def _votes(source: ArticleText) -> Counter[str]:
    votes: Counter[str] = Counter()
    for sentence in source.sentences:
        for found in _MADE_BY.finditer(sentence):
            if not (found["possessive"] and found["name"] in _AMBIGUOUS):
                votes[_SPELLINGS[found["name"]]] += _PLAIN + 1
        for found in _RUNS_ON.finditer(sentence):
            if found["verb"] or found["name"] not in _AMBIGUOUS:
                votes[_SPELLINGS[found["name"]]] += _PLAIN if found["verb"] else 1
    return votes
