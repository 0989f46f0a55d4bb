"""A review article made ready for reading: its lines, facts, asides and sentences, without markdown."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.domain.text import sentence_ends
from bot.domain.text.labels import ASIDES, FACTS, LABELLED, VERDICTS, Label, label_key
from bot.domain.text.sections import Section, is_data, is_score, sections

Doubts = list[str]  # sentences for the person who checks what was read; readers append to it

_LIST_MARK = re.compile(r"(?:>\s?|#{1,6}\s+|[-*+•·–—]\s+|\d{1,2}[.)]\s+)+")
_LINK = re.compile(r"!?\[([^\[\]]{1,300})\]\([^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"(?<![\w*_])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![\w*_])")
_PARTS = re.compile(r"\s[|·•]\s")
_ALONE = re.compile(r"([^:：\d★⭐]{1,40})[:：]?")
_CAST_PAIR = re.compile(r"\s+(?:[-–—|=]|\.{2,}|…)\s+|\t+|\s*(?:\.{3,}|…|[:：])\s*")
_LONGEST_ITEM = 120


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article. Only `body` is the whole text; the rest is for looking things up.

    `facts` are the values of labelled lines (“Director: …”); `asides` what stands behind “Also Read:”;
    `lines` the other lines that aren't blank; `sentences` the running text and headings.
    """

    body: str
    lines: tuple[str, ...]
    facts: Mapping[Label, tuple[str, ...]]
    asides: tuple[str, ...]
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]

    @classmethod
    def of(cls, body: str) -> "ArticleText":
        """`body` must be cleaned already (`clean_text`)."""
        found = sections(body)
        sorter = _Sorter()
        for line in body.split("\n"):
            sorter.add(line)
        facts = {label: tuple(values) for label, values in sorter.facts.items()}
        sentences = tuple(_sentences(found, sorter.listed))
        return cls(body, tuple(sorter.lines), facts, tuple(sorter.asides), sentences, tuple(found))

    def said(self, *labels: Label) -> tuple[str, ...]:
        """The values of the lines with these labels, in order."""
        return tuple(value for label in labels for value in self.facts.get(label, ()))


def plain_line(line: str) -> str:
    """A line without markdown: “- **Director:** [Ana](…)” is “Director: Ana”, as is a table's row of two."""
    line = " ".join(line.split())  # no-break spaces are spaces, too
    if line.startswith("|") and line.endswith("|"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if all(set(cell) <= set("-: ") for cell in cells):
            return ""
        line = (": " if len(cells) == 2 else " | ").join(cells)
    line = _LIST_MARK.sub("", line, count=1) if _LIST_MARK.match(line) else line
    return _EMPHASIS.sub("", _LINK.sub(r"\1", line)).strip()


def short(text: str, limit: int = 80) -> str:
    """`text` on one line, short enough to be quoted in a sentence."""
    text = " ".join(text[: 2 * limit].split())
    return text if len(text) <= limit else f"{text[:limit].rstrip()}…"


def _is_item(line: str) -> bool:
    mark = _LIST_MARK.match(line.strip())
    return mark is not None and not mark[0].startswith("#")


@dataclass(slots=True)
class _Sorter:
    """Puts each line where it belongs; a label that stands alone is about the lines below it."""

    facts: defaultdict[Label, list[str]] = field(default_factory=lambda: defaultdict(list))
    asides: list[str] = field(default_factory=list[str])
    lines: list[str] = field(default_factory=list[str])
    listed: set[str] = field(default_factory=set[str])  # lines that are items of a labelled list
    under: Label | None = None
    is_open: bool = False  # whether the label in `under` was the last thing written

    def add(self, written: str) -> None:
        line = plain_line(written)
        is_item = _is_item(written)
        alone = _ALONE.fullmatch(line)
        label = None if alone is None or is_item else _label(alone[1])
        if not line:
            self.under = self.under if self.is_open else None
        elif label is not None:
            self.under, self.is_open = label, True
        elif self.under is not None and (is_item or self._goes_on(line)):
            self.is_open = False
            self.listed.add(line)
            self._keep(self.under, line)
        else:
            self.under = None
            self._add_line(line)

    def _goes_on(self, line: str) -> bool:
        """Whether a line without a bullet still belongs to the label above."""
        may = self.is_open or self.under is Label.CAST
        short_enough = len(line) <= _LONGEST_ITEM and not line.endswith((".", "!", "?", "。"))
        return may and short_enough and not any(label for label, _ in _parts(line))

    def _add_line(self, line: str) -> None:
        parts = list(_parts(line))
        if not any(label for label, _ in parts):
            self.lines.append(line)
            return
        for label, value in parts:
            if label is None:
                self.lines.append(value)
            else:
                self._keep(label, value)

    def _keep(self, label: Label, value: str) -> None:
        value = _as_item(value) if label is Label.CAST else value
        (self.asides if label is Label.ASIDE else self.facts[label]).append(value)


def is_label(line: str) -> bool:
    """Whether a line is a label that stands alone, like “Cast” or “Also Read:”."""
    alone = _ALONE.fullmatch(line)
    return alone is not None and _label(alone[1]) is not None


def _label(written: str) -> Label | None:
    key = label_key(written)
    return Label.ASIDE if key in ASIDES else FACTS.get(key)


def _parts(line: str) -> Iterator[tuple[Label | None, str]]:
    """The parts of a line with their labels, if they have one: “Director: Ana | Rating: 4/5 | by Bo”."""
    whole = LABELLED.fullmatch(line)
    if whole is not None and _label(whole["label"]) is Label.ASIDE:
        yield Label.ASIDE, whole["value"].strip()
        return
    for part in _PARTS.split(line):
        match = LABELLED.fullmatch(part)
        label, value = (None, part) if match is None else (_label(match["label"]), match["value"].strip())
        if (
            match is not None
            and is_score(value)
            and (
                label is Label.CAST or label_key(match["label"]) in VERDICTS  # “Stars: 4/5”, “Overall: 4/5”
            )
        ):
            yield Label.RATING, value
        elif label is not None and is_data(part):
            yield label, value
        else:
            yield None, part


def _as_item(line: str) -> str:
    """A line of a cast list in the words of running text: “Ana Lund – Eva” is “Ana Lund as Eva”."""
    if re.search(r"\sas\s|[(（]", line, re.IGNORECASE):
        return line
    return _CAST_PAIR.sub(" as ", line, count=0 if "," in line else 1)


def _sentences(found: list[Section], listed: set[str]) -> Iterator[str]:
    """The running text sentence by sentence, each heading and item of a list by itself, without `listed`."""
    for section in found:
        for paragraph in (section.heading, *section.paragraphs):
            for text in _runs(paragraph, listed):
                start = 0
                for end in (*sentence_ends(text), len(text)):
                    if text[start:end].strip():
                        yield text[start:end].strip()
                    start = end


def _runs(paragraph: str, listed: set[str]) -> Iterator[str]:
    """The lines of a paragraph in one, but parted where an item of a list begins."""
    run: list[str] = []
    for written in paragraph.split("\n"):
        line = plain_line(written)
        if _is_item(written) or line in listed:
            yield " ".join(run)
            run = []
        if line not in listed:
            run.append(line)
    yield " ".join(run)
