"""The words of a review that tell what its show is about."""

import re
from collections import Counter
from collections.abc import Iterator

from bot.domain.reviews.review import Words
from bot.domain.text import conceal

MOST = 10
"""So many words of one review are taken."""
SHORTEST, LONGEST = 4, 24
"""How many letters a word of an alphabet has; shorter ones rarely tell a subject."""

_NO_WORDS = re.compile(r"\|\|.*|https?://\S+|<[^\s<>]*>", re.DOTALL)
"""What is no word: links, mentions, emoji of a server; and what may have been meant to be hidden."""
_WORD = re.compile(
    r"[\u30a1-\u30fa\u30fc]{2,}"  # katakana
    r"|[\u3400-\u4dbf\u4e00-\u9fff々]{2,}"  # Han
    r"|[\uac00-\ud7a3]{2,}"  # Hangul
    r"|(?:(?![\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3])[^\W\d_])+"
    r"(?:['’][^\W\d_]+)?"
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々]")
_SPACELESS = re.compile(r"[\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3々]")

_COMMON_WORDS = """
    about above across actually after again against ahead almost alone along already also although always
    among another anybody anyone anything anyway apart around asked asks away back because become becomes
    been before began begin begins behind being believe below beside besides between beyond both bring brings
    came cannot come comes could days does doing done door down during each either else ended ends enough
    especially even ever every everybody everyone everything exactly except eyes face fact feel feeling feels
    felt finally find finds first five found four friend friends from gave gets getting give given gives goes
    going gone half hand hands happen happened happens hardly have having head hence here hers herself
    himself hour hours however inside instead into itself just keep keeps kept kind knew know known knows
    last later least leave left less life like likes little long longer look looked looking looks made make
    makes making many matter maybe mean means mere might minute minutes moment more most mostly much must
    myself name names near nearly need needs neither never next nobody none nothing nowhere often once only
    onto opened opens other others otherwise ourselves outside over part parts past people perhaps person
    persons place point quite rather real really right room said same says second seconds seem seemed seems
    seen sense several shall short should shows side simply since some somebody somehow someone something
    sometimes somewhere soon sort start started starts still stop stopped such sure take taken takes taking
    talk tell tells than thank thanks that their theirs them themselves then there these they thing things
    think third this those though thought three through time times today together told took toward towards
    turn turned turns twice under until upon used using usually very want wanted wants week weeks well went
    were what whatever when where whether which while whole whom whose will with within without wonder word
    words work works world would year years yes yet your yours yourself

    actor actors acting cast character characters cinema director drama dramas episode episodes film films
    finale genre minutes movie movies netflix plot premiere review reviews scene scenes script season seasons
    series show spoiler spoilers star stars story storyline television viewer viewers watch watched watching
    writer writing

    amazing awesome awful average awkward bad beautiful beautifully best better boring brilliant brilliantly
    clever cool disappointed disappointing dull easily enjoy enjoyed enjoying excellent fantastic favorite
    favourite fine forever fresh fun funny good great greatest happy hard hate hated incredible interesting
    long love loved lovely loves masterpiece nice okay perfect perfectly predictable pretty recommend
    recommended score slow solid stunning stupid super terrible underrated overrated weak weird wonderful
    worst worth worthy wrong

    aber alle alles also auch dann dass dein denn doch durch eine einem einen einer eines etwas ganz gibt
    haben hatte hier immer kann kein keine mehr mein mich muss nach nicht nichts noch oder ohne schon sehr
    sein seine sich sind über unter viel wenn werden wieder wird zwei zwischen algo como cuando desde donde
    ella ellos entre esta este esto hasta mejor mucho nada para pero porque puede sobre solo también tiene
    toda todo todos aussi avec bien cette comme dans elle fait leur mais même nous plus pour quand quel sans
    sont tous tout très vous
"""
"""Words that tell no subject: common ones of a few languages, what every review has, and praise."""
_COMMON = frozenset(_COMMON_WORDS.split())


def characteristic_words(words: Words) -> tuple[str, ...]:
    """Up to ten words of a review, those used most and then the longest first; none if it spoils the show.

    In lower case; from text in Han characters each two neighbours, since nothing parts its words.
    """
    if words.spoilers:
        return ()
    text = "\n".join(_NO_WORDS.sub(" ", conceal(part)) for part in (words.headline, words.body)).casefold()
    counts = Counter(word for found in _WORD.finditer(text) for word in _telling(found[0]))
    return tuple(sorted(counts, key=lambda word: (-counts[word], -len(word), word))[:MOST])


def _telling(word: str) -> Iterator[str]:
    """What of a word may tell a subject."""
    if _HAN.match(word):
        yield from (word[at : at + 2] for at in range(len(word) - 1))
    elif _SPACELESS.match(word):
        yield word[:LONGEST]
    else:
        stem = re.split("['’]", word)[0]
        if SHORTEST <= len(stem) <= LONGEST and not word.endswith(("n't", "n’t")) and stem not in _COMMON:
            yield stem
