"""Reading a review's text: what opens it, and what it concludes."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate, dropwhile, takewhile

from bot.domain.text import sentence_ends, shorten

# Headings and labels are compared as `_key` makes them: one case, no accents, no punctuation around.
_VERDICT_HEADINGS = """
    verdict, the verdict, our verdict, my verdict, final verdict, the final verdict, summing up,
    summing it up, to sum up, in summary, conclusion, conclusions, in conclusion, concluding thoughts,
    closing thoughts, final thoughts, my final thoughts, last thoughts, bottom line, the bottom line,
    overall, overall thoughts, overall verdict, in short, the takeaway, takeaway, final takeaway, tl;dr,
    tldr, our take, my take, the final word, final word, final words, last word, the last word,
    wrapping up, wrap-up, should you watch it, fazit, mein fazit, unser fazit, unterm strich, urteil,
    gesamturteil, schlussfolgerung, schlusswort, resümee, en conclusion, pour conclure, en bref, en résumé,
    bilan, mon avis, notre avis, avis final, conclusión, conclusiones, en conclusión, veredicto,
    veredicto final, en resumen, valoración final, conclusão, em conclusão, veredito, veredito final,
    em resumo, considerações finais, conclusione, conclusioni, in conclusione, verdetto, verdetto finale,
    in breve, giudizio finale, まとめ, 総評, 総括, 結論, 最後に, おわりに, 終わりに, 总结, 總結, 结语,
    結語, 结论, 总评, 總評, 总的来说, 총평, 결론, 마무리, 마치며
"""
_ASIDE_LABELS = """
    also read, read also, also watch, read more, read next, see also, also see, related, must read,
    lesen sie auch, auch interessant, lire aussi, à lire aussi, lee también, leer también, leia também,
    leia mais, leggi anche, 関連記事, あわせて読みたい, 相关阅读, 延伸阅读, 延伸閱讀, 관련 기사
"""
_FACT_LABELS = """
    director, directors, directed by, writer, writers, written by, screenplay, creator, creators,
    created by, cast, starring, stars, main cast, genre, genres, network, platform, streaming on,
    where to watch, country, language, episodes, number of episodes, runtime, running time, duration, year,
    release date, released, air date, title, original title, native title, also known as, date,
    date created, date published, published, posted, updated, author, by, reviewed by, review by, rating,
    our rating, my rating, score, overall rating, grade, regie, drehbuch, besetzung, réalisateur,
    réalisation, scénario, distribution, dirección, guion, reparto, direção, roteiro, elenco, regia,
    sceneggiatura, 監督, 脚本, 出演, 导演, 導演, 编剧, 編劇, 主演, 감독, 각본, 출연
"""

_LABELLED = re.compile(r"(?P<label>[^:：]{1,40}?)\s{0,3}(?:[:：]|\s[–—-]\s)\s*(?P<value>.+)")
_SCORE_WORDS = re.compile(r"\b(?:out of|of|von|sur|de|su|stars?|points?|sterne)\b", re.IGNORECASE)
_MARKED_HEADING = re.compile(r"#{1,6}\s+\S.*|(\*\*|__)[^*_]{1,80}\1:?|【[^】]{1,40}】")
_LIST_ITEM = re.compile(r"(?:[-*+•·–—]|\d+[.)])\s")
_HEADING_BYTES = 60  # in UTF-8, because scripts with more bytes a letter say more in one
_HEADING_WORDS = 9


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    letters = [at for at, char in enumerate(plain) if char.isalpha()]
    return plain[letters[0] : letters[-1] + 1] if letters else ""


def _keys(listed: str) -> frozenset[str]:
    return frozenset(map(_key, re.split(r"[,\n]", listed))) - {""}


_VERDICTS, _ASIDES, _FACTS = _keys(_VERDICT_HEADINGS), _keys(_ASIDE_LABELS), _keys(_FACT_LABELS)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading ("" before the first one) and the lines under it, with facts, asides and blank lines."""

    heading: str
    lines: tuple[str, ...]

    @property
    def is_verdict(self) -> bool:
        """Whether this is where the review concludes."""
        return _key(self.heading) in _VERDICTS

    @property
    def paragraphs(self) -> list[str]:
        """The running text, without data; a line that ends mid-sentence goes on in the next one."""
        paragraphs: list[str] = []
        goes_on = False
        for line in map(str.strip, self.lines):
            if not line or is_data(line):
                goes_on = False
                continue
            if goes_on:
                paragraphs[-1] += "\n" + line
            else:
                paragraphs.append(line)
            goes_on = not _ends_sentence(line)
        return paragraphs


def verdict(body: str, limit: int = 350) -> str | None:
    """What a review concludes: its last closing section, ending at a sentence; None if there is none."""
    for section in reversed(sections(body)):
        if section.is_verdict and section.paragraphs:
            return shorten("\n\n".join(section.paragraphs), limit)
    return None


def excerpt(body: str, limit: int = 700) -> str:
    """The prose that opens a review, in whole paragraphs or ending at a sentence.

    Without headings, facts, asides (“Also Read: …”) and the verdict, unless there is nothing else.
    """
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
    found: list[tuple[str, list[str]]] = [("", [])]
    for at, line in enumerate(lines):
        inline = _LABELLED.fullmatch(line.strip())
        if inline and _key(inline["label"]) in _VERDICTS and not is_score(inline["value"]):
            found.append((inline["label"], [inline["value"].lstrip("*_ ")]))
        elif _is_heading(lines, at):
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
        if section.paragraphs:
            break
    return found


def looks_like_heading(line: str) -> bool:
    """Whether a line could be a heading by its looks: marked as one, or short and no sentence."""
    line = line.strip()
    if _MARKED_HEADING.fullmatch(line):
        return True
    return (
        0 < len(line.encode("utf-8", "replace")) <= _HEADING_BYTES
        and len(line.split()) <= _HEADING_WORDS
        and not line[0].islower()
        and line[-1] not in ",;，、"
        and not (_ends_sentence(line) or _LIST_ITEM.match(line) or is_data(line))
    )


def is_data(line: str) -> bool:
    """Whether a line is a fact (“Director: …”), a score, a date in digits, or an aside (“Also Read: …”)."""
    line = line.strip()
    if is_score(line):
        return True
    labelled = _LABELLED.fullmatch(line)
    if labelled is None:
        return False
    label, value = _key(labelled["label"]), labelled["value"]
    one_sentence = next(sentence_ends(value), len(value)) == len(value)
    return label in _ASIDES or is_score(value) or (label in _FACTS and one_sentence)


def is_score(text: str) -> bool:
    """Whether there are no words in it but those of a score: “3.5/5”, “★★★½”, “4 out of 5 stars”."""
    return not any(char.isalpha() for char in _SCORE_WORDS.sub("", text))


def _is_heading(lines: list[str], at: int) -> bool:
    """Whether line `at` is a heading where it stands: running text comes next, none goes on before it."""
    line = lines[at].strip()
    if not line or is_data(line):
        return False
    if _MARKED_HEADING.fullmatch(line) or (len(line) <= 2 * _HEADING_BYTES and _key(line) in _VERDICTS):
        return True
    before = lines[at - 1] if at else ""
    if not looks_like_heading(line) or not _may_precede_heading(before):
        return False
    following = (lines[below] for below in range(at + 1, len(lines)))
    after = next((text for text in following if text.strip() and not is_data(text)), "")
    return bool(after) and not looks_like_heading(after)


def _may_precede_heading(line: str) -> bool:
    return not line.strip() or _ends_sentence(line) or is_data(line) or looks_like_heading(line)


def _is_front_matter(paragraph: str) -> bool:
    """Whether these are titles, bylines and facts, and not running text yet."""
    return all(
        looks_like_heading(line) or (_LABELLED.fullmatch(line) and not any(sentence_ends(line)))
        for line in paragraph.split("\n")
    )


def _ends_sentence(line: str) -> bool:
    return line.rstrip().rstrip("\"'*_”’»›)]」』】")[-1:] in (*".!?…。！？｡",)
