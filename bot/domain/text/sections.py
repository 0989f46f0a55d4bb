"""Reading a review's text: what opens it, and what it concludes."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, dropwhile, takewhile

from bot.domain.text import mark, sentence_ends, shorten
from bot.domain.text.labels import ASIDES, FACTS, LABELLED, VERDICTS, label_key
from bot.domain.text.spoilers import CLOSE, bare, marks_in

_WORD = re.compile(r"\b(?:(?P<of_score>out of|of|von|sur|de|su|stars?|points?|sterne)\b|\w+)", re.IGNORECASE)
_MARKED_HEADING = re.compile(r"#{1,6}\s+\S.*|(\*\*|__)[^*_]{1,80}\1:?|【[^】]{1,40}】")
_LIST_ITEM = re.compile(r"(?:[-*+•·–—]|\d+[.)])\s")
_HEADING_BYTES = 60  # in UTF-8, because scripts with more bytes a letter say more in one
_HEADING_WORDS = 9
_NUMBER_LENGTH = 40  # of what may have full stops inside, like “31 Jul. 2025” or “1 hr. 5 min.”


@dataclass(frozen=True)
class Section:
    """A heading ("" before the first one) and the lines under it, with facts, asides and blank lines."""

    heading: str
    lines: tuple[str, ...]

    @cached_property
    def is_verdict(self) -> bool:
        """Whether this is where the review concludes."""
        return is_verdict_heading(self.heading)

    @cached_property
    def paragraphs(self) -> list[str]:
        """The running text, without data; a line that ends mid-sentence goes on in the next one."""
        paragraphs: list[list[str]] = []
        goes_on = False
        for line in map(str.strip, self.lines):
            if not line or is_data(line):
                goes_on = False
                continue
            if goes_on:
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
            goes_on = not _ends_sentence(line)
        return ["\n".join(lines) for lines in paragraphs]


def verdict(body: str, limit: int = 350) -> str | None:
    """What a review concludes: its last closing section, ending at a sentence; None if there is none.

    To be shown only: it has marks where its author hides something.
    """
    for section in reversed(sections(mark(body))):
        if section.is_verdict and section.paragraphs:
            return shorten("\n\n".join(section.paragraphs), limit)
    return None


def excerpt(body: str, limit: int = 700) -> str:
    """The prose that opens a review, in whole paragraphs or ending at a sentence.

    Without headings, facts, asides (“Also Read: …”) and the verdict, unless there is nothing else.
    To be shown only: it has marks where its author hides something.
    """
    body = mark(body)
    paragraphs = [text for section in sections(body) if not section.is_verdict for text in section.paragraphs]
    prose = list(dropwhile(_is_front_matter, paragraphs)) or paragraphs or [body.strip()]
    beginnings = accumulate(prose, "{}\n\n{}".format)
    fitting = list(takewhile(lambda text: len(text) <= limit, beginnings))
    if fitting and len(fitting[-1]) * 3 >= limit:
        return fitting[-1]
    return shorten("\n\n".join(prose), limit)


def sections(body: str) -> list[Section]:
    """A cleaned review cut at its headings, in order; the first section has no heading."""
    lines = body.split("\n")
    looks = [looks_like_heading(line) for line in lines]
    found: list[tuple[str, list[str]]] = [("", [])]
    for at, line in enumerate(lines):
        inline = LABELLED.fullmatch(line.strip())
        if inline and label_key(inline["label"]) in VERDICTS and not is_score(inline["value"]):
            value = marks_in(inline["label"]) + inline["value"].lstrip("*_ ")
            found.append((inline["label"], [value]))
        elif _is_heading(lines, looks, at):
            found.append((line.strip(), []))
        else:
            found[-1][1].append(line)
    return _with_short_opening([Section(heading, tuple(under)) for heading, under in found])


def _with_short_opening(found: list[Section]) -> list[Section]:
    """`found`, but a verdict that opens the review (“TL;DR: …”) ends at the first blank line below it."""
    for at, section in enumerate(found):
        if section.is_verdict and section.paragraphs:
            lines = section.lines
            written = next(i for i, line in enumerate(lines) if line.strip())
            end = next((i for i in range(written, len(lines)) if not lines[i].strip()), len(lines))
            found[at : at + 1] = [Section(section.heading, lines[:end]), Section("", lines[end:])]
            break
        if not all(map(_is_front_matter, section.paragraphs)):
            break
    return found


def looks_like_heading(line: str) -> bool:
    """Whether a line could be a heading by its looks: marked as one, or short and no sentence."""
    line = bare(line).strip()
    if _MARKED_HEADING.fullmatch(line):
        return True
    return (
        0 < len(line.encode("utf-8", "replace")) <= _HEADING_BYTES
        and len(line.split()) <= _HEADING_WORDS
        and not line[0].islower()
        and line[-1] not in ",;，、"
        and not (_ends_sentence(line) or _LIST_ITEM.match(line) or is_data(line))
    )


def is_verdict_heading(line: str) -> bool:
    """Whether a line says that the verdict follows: “Final Thoughts”, “Dark Review: Final Thoughts”."""
    before, _, behind = line.rpartition(":")
    return label_key(line) in VERDICTS or ("review" in before.casefold() and label_key(behind) in VERDICTS)


def is_data(line: str) -> bool:
    """Whether a line is a fact (“Director: …”), a score, a date in digits, or an aside (“Also Read: …”)."""
    line = line.strip()
    if is_score(line):
        return True
    labelled = LABELLED.fullmatch(line)
    if labelled is None:
        return False
    label, value = label_key(labelled["label"]), labelled["value"]
    one_sentence = next(sentence_ends(value), len(value)) == len(value)
    is_number = len(value) <= _NUMBER_LENGTH and any(map(str.isdigit, value))
    return label in ASIDES or is_score(value) or (label in FACTS and (one_sentence or is_number))


def is_score(text: str) -> bool:
    """Whether there are no words in it but those of a score: “3.5/5”, “★★★½”, “4 out of 5 stars”."""
    return all(word["of_score"] or not any(map(str.isalpha, word[0])) for word in _WORD.finditer(text))


def _is_heading(lines: list[str], looks: list[bool], at: int) -> bool:
    """Whether line `at` is a heading where it stands: running text comes next, none goes on before it.

    `looks` says of each line whether it looks like a heading.
    """
    line = lines[at].strip()
    is_short = len(line) <= 2 * _HEADING_BYTES
    if line and (_MARKED_HEADING.fullmatch(line) or (is_short and is_verdict_heading(line))):
        return not is_data(line)
    if not looks[at] or not (at == 0 or looks[at - 1] or _may_precede_heading(lines[at - 1])):
        return False
    below = range(at + 1, len(lines))
    after = next(
        (next_at for next_at in below if lines[next_at].strip() and not is_data(lines[next_at])), None
    )
    return after is not None and not looks[after]


def _may_precede_heading(line: str) -> bool:
    return not line.strip() or _ends_sentence(line) or is_data(line)


def _is_front_matter(paragraph: str) -> bool:
    """Whether these are titles, bylines and facts, and not running text yet."""
    return all(
        looks_like_heading(line) or (LABELLED.fullmatch(line) and not any(sentence_ends(line)))
        for line in paragraph.split("\n")
    )


def _ends_sentence(line: str) -> bool:
    return line.rstrip().rstrip(f"\"'*_|{CLOSE}”’»›)]」』】")[-1:] in (*".!?…。！？｡",)
