"""The words by which the parts of a review are known: labels of facts, asides, and headings of a verdict.

They are compared as `label_key` makes them: one case, no accents, no punctuation around.
"""

import re
import unicodedata
from enum import Enum, auto


class Label(Enum):
    """What a labelled line (“Director: …”) is about."""

    TITLE = auto()
    OTHER_TITLES = auto()
    KIND = auto()
    YEAR = auto()
    COUNTRY = auto()
    GENRES = auto()
    NETWORK = auto()
    EPISODES = auto()
    MINUTES = auto()
    BASED_ON = auto()
    DIRECTORS = auto()
    WRITERS = auto()
    CREATORS = auto()
    CAST = auto()
    HEADLINE = auto()
    BYLINE = auto()
    DATE = auto()
    RATING = auto()
    ASIDE = auto()
    UNUSED = auto()


_FACT_LABELS = {
    Label.TITLE: "title, show title, film title, movie title, series title, titel, titre, título, titolo",
    Label.OTHER_TITLES: """
        original title, native title, also known as, aka, other titles, other title, alternative title,
        alternative titles, alternate title, alternate titles, romanised title, romanized title,
        originaltitel, titre original, título original, titolo originale, 原題, 原名, 又名, 别名, 別名,
        원제""",
    Label.KIND: "kind, type, format",
    Label.YEAR: """
        year, release date, released, aired, original run, air date, release year, year of release,
        first aired, premiere, premiere date, jahr, année, año, ano, anno""",
    Label.COUNTRY: "country, country of origin, land, pays, país, paese",
    Label.GENRES: "genre, genres, género, gênero, genere",
    Label.NETWORK: """
        network, original network, platform, streaming on, streaming platform, where to watch, watch on,
        available on, channel, streaming service, streamer, broadcaster, sender""",
    Label.EPISODES: "episodes, number of episodes, episode count, no of episodes, no. of episodes, episoden",
    Label.MINUTES: """
        runtime, run time, running time, duration, episode length, episode runtime, length, minutes, laufzeit,
        durée, duración, duração, durata, 上映時間, 放送時間, 片长, 片長, 상영 시간""",
    Label.BASED_ON: "based on, adapted from, source material, 原作, 원작",
    Label.DIRECTORS: """
        director, directors, directed by, regie, réalisation, réalisateur, réalisatrice, dirección, direção,
        regia, 監督, 导演, 導演, 감독, 연출""",
    Label.WRITERS: """
        writer, writers, written by, screenplay, screenplay by, screenwriter, screenwriters, script,
        script by, drehbuch, scénario, guion, roteiro, sceneggiatura, 脚本, 编剧, 編劇, 각본, 극본""",
    Label.CREATORS: "creator, creators, created by",
    Label.CAST: """
        cast, starring, stars, main cast, the cast, cast list, cast and characters, lead cast, besetzung,
        distribution, reparto, elenco, 出演, キャスト, 主演, 출연""",
    Label.HEADLINE: "headline, subtitle, tagline",
    Label.BYLINE: "author, by, reviewed by, review by, reviewer, words by, posted by, critic",
    Label.DATE: "date created, date, date published, published, published on, posted, posted on, created",
    Label.RATING: """
        rating, our rating, my rating, score, our score, my score, overall rating, overall score,
        final rating, final score, grade, bewertung, wertung, puntuación, 評価, 评分, 評分, 별점, 평점""",
    Label.UNUSED: "language, languages, updated, date updated, last updated",
}
_ASIDE_LABELS = """
    also read, read also, also watch, read more, read next, see also, also see, related, must read,
    lesen sie auch, auch interessant, lire aussi, à lire aussi, lee también, leer también, leia também,
    leia mais, leggi anche, 関連記事, あわせて読みたい, 相关阅读, 延伸阅读, 延伸閱讀, 관련 기사
"""
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


def label_key(text: str) -> str:
    """`text` made comparable: “ **Réalisation** ” is “realisation”; "" when there is no letter in it."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    letters = [at for at, char in enumerate(plain) if char.isalpha()]
    return plain[letters[0] : letters[-1] + 1] if letters else ""


def _keys(listed: str) -> frozenset[str]:
    return frozenset(map(label_key, re.split(r"[,\n]", listed))) - {""}


FACTS = {key: label for label, listed in _FACT_LABELS.items() for key in _keys(listed)}
ASIDES = _keys(_ASIDE_LABELS)
VERDICTS = _keys(_VERDICT_HEADINGS)

# “Director: Ana Lund”, “Director – Ana Lund”; the value may be empty when a list follows below.
LABELLED = re.compile(r"(?P<label>[^:：]{1,40}?)\s{0,3}(?:[:：]|\s[–—-]\s)\s*(?P<value>.+)")
