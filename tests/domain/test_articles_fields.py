"""Single fields of review articles, in the many ways in which people write them."""

from datetime import UTC, datetime

import pytest

from bot.domain.catalog.shows import Kind
from bot.readers.articles.article import Article, parse_article


def doubts(article: Article) -> str:
    """What is doubtful, without what simply isn't there."""
    return " ".join(said for said in article.not_understood if not said.startswith("Not found"))


# A line, and the title, season, year and headline that are read from it.
TITLE_LINES = [
    ("Glass Heart Review", "Glass Heart", 0, None, ""),
    ("# **Glass Heart** – Review", "Glass Heart", 0, None, ""),
    ("glass heart review", "glass heart", 0, None, ""),
    ("GLASS HEART: A REVIEW", "GLASS HEART", 0, None, ""),
    ("‘Glass Heart’ Review: Four Chords and the Truth", "Glass Heart", 0, None, "Four Chords and the Truth"),
    ("Glass Heart (2025) Review - Loud!", "Glass Heart", 0, 2025, "Loud!"),
    ("Netflix’s Glass Heart Review | Loud", "Glass Heart", 0, None, "Loud"),
    ("Review: “Glass Heart” – Loud and Lovely", "Glass Heart", 0, None, "Loud and Lovely"),
    ("TV Review: Glass Heart", "Glass Heart", 0, None, ""),
    ("A Review of Glass Heart", "Glass Heart", 0, None, ""),
    ("Title: Glass Heart Review", "Glass Heart", 0, None, ""),
    ("The Bear Season 3 Review", "The Bear", 3, None, ""),
    ("The Crown: Season Two (2017) Review", "The Crown", 2, 2017, ""),
    ("Slow Horses S4 Review: Back in the Rain", "Slow Horses", 4, None, "Back in the Rain"),
    ("Mad Max: Fury Road Review", "Mad Max: Fury Road", 0, None, ""),
    ("Face/Off Review", "Face/Off", 0, None, ""),
    ("《漫长的季节》影评", "漫长的季节", 0, None, ""),
    ("무빙 리뷰", "무빙", 0, None, ""),
    ("«Le Bureau» – critique", "Le Bureau", 0, None, ""),
    ("| Title | Glass Heart |", "Glass Heart", 0, None, ""),
]


@pytest.mark.parametrize(("line", "title", "season", "year", "headline"), TITLE_LINES)
def test_titles(line: str, title: str, season: int, year: int | None, headline: str) -> None:
    article = parse_article(f"{line}\n\nIt rains a lot, and nobody minds.")
    assert (article.title, article.season, article.year, article.headline) == (title, season, year, headline)
    assert not doubts(article)


@pytest.mark.parametrize(
    "line",
    [
        "Review",
        "My Honest Review",
        "It rains a lot, this is my review: nice.",
        "- bread",
        "3/5",
        "Also Read: Dark Review",
    ],
)
def test_other_lines_are_no_titles(line: str) -> None:
    assert parse_article(f"{line}\n\nIt rains a lot, and nobody minds.").title == ""


def test_a_first_line_may_be_the_title_but_that_is_said() -> None:
    article = parse_article("Night Bakery\n\nIt rains a lot, and nobody minds.")
    assert article.title == "Night Bakery"
    assert "the first line, “Night Bakery”, was taken as the title" in doubts(article)


def test_a_kind_in_the_title_is_the_kind_unless_it_belongs_to_the_title() -> None:
    article = parse_article("Parasite Movie Review\n\nParasite is about stairs.")
    assert (article.title, article.kind) == ("Parasite", Kind.FILM)
    assert "“Movie” in the title's line was taken as the kind" in doubts(article)
    assert parse_article("Scary Movie Review\n\nScary Movie is about films.").title == "Scary Movie"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Original title: グラスハート", ["グラスハート"]),
        (
            "Also known as: グラスハート, Gurasu Haato / 玻璃之心",
            ["グラスハート", "Gurasu Haato", "玻璃之心"],
        ),
        ("Glass Heart (グラスハート) is loud.", ["グラスハート"]),
        ("Glass Heart (Japanese: グラスハート, Gurasu Haato) is loud.", ["グラスハート", "Gurasu Haato"]),
        ("I love Glass Heart, also known as “Gurasu Haato”, and its drums.", ["Gurasu Haato"]),
        (
            "Here, グラスハート / 玻璃之心 / Gurasu Haato follows a band.",
            ["グラスハート", "玻璃之心", "Gurasu Haato"],
        ),
        ("Glass Heart (Netflix) is loud. He and/or she plays. The drums / the piano win.", []),
        ("Also known as Gurasu Haato, the Japanese series is loud.", ["Gurasu Haato"]),
        ("Akane, also known as the Drummer, is loud. Also known as Naoki, he is sad.", []),
    ],
)
def test_other_titles(text: str, titles: list[str]) -> None:
    assert list(parse_article(f"Glass Heart Review\n\n{text}").other_titles) == titles


def test_an_unclear_end_of_another_title_is_said() -> None:
    article = parse_article("Glass Heart Review\n\nThe drama 玻璃之心 / Gurasu haato is loud.")
    assert "Whether the other title “Gurasu” goes on with “haato” is not clear" in doubts(article)


DATES = [
    ("2025-07-31 21:22", "2025-07-31T21:22", (2025, 7, 31, 21, 22)),
    ("2025-07-31T21:22:05Z", "2025-07-31T21:22Z", (2025, 7, 31, 21, 22)),
    ("2025-07-31T21:22+09:00", "2025-07-31T21:22+09:00", (2025, 7, 31, 12, 22)),
    ("2025-07-31, 9:22 p.m. UTC", "2025-07-31T21:22Z", (2025, 7, 31, 21, 22)),
    ("July 31, 2025", "2025-07-31", (2025, 7, 31)),
    ("Thursday, 31st July 2025 at 12:05 am GMT+1", "2025-07-31T00:05+01:00", (2025, 7, 30, 23, 5)),
    ("31 Jul. 2025", "2025-07-31", (2025, 7, 31)),
    ("2025/7/31", "2025-07-31", (2025, 7, 31)),
    ("31.07.2025", "2025-07-31", (2025, 7, 31)),
    ("07/31/2025", "2025-07-31", (2025, 7, 31)),
    ("31/07/2025", "2025-07-31", (2025, 7, 31)),
    ("2025‑07‑31", "2025-07-31", (2025, 7, 31)),
    ("2025年7月31日", "2025-07-31", (2025, 7, 31)),
    ("2025. 7. 31.", "2025-07-31", (2025, 7, 31)),
]


@pytest.mark.parametrize(("written", "text", "moment"), DATES)
@pytest.mark.parametrize("line", ["Date Created: {}", "{}", "By Ana Lund | {}", "**Published** – {}"])
def test_dates(line: str, written: str, text: str, moment: tuple[int, ...]) -> None:
    article = parse_article(f"Dark Review\n{line.format(written)}\n\nIt rains a lot.")
    assert article.date_created == text
    assert article.created_at == int(datetime(*moment, tzinfo=UTC).timestamp()) * 1000  # pyright: ignore[reportArgumentType] it is year to minute
    if line.startswith("By"):
        assert article.byline == "Ana Lund"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("03/04/2025", "can be read two ways"),
        ("2025-02-30", "no day or time that exists"),
        ("2025-07-31 25:00", "no day or time that exists"),
        ("last Tuesday", "not a date I can read"),
    ],
)
def test_dates_that_are_not_read(written: str, reason: str) -> None:
    article = parse_article(f"Date Created: {written}")
    assert (article.date_created, article.created_at) == ("", None)
    assert reason in doubts(article)


def test_a_time_in_an_unknown_zone_is_said_to_be_read_as_utc() -> None:
    article = parse_article("Date: 2025-07-31 21:22 EST")
    assert (article.date_created, article.created_at) == ("2025-07-31T21:22", 1753996920000)
    assert "“EST” is not known to me" in doubts(article)


RATINGS = [
    ("3.5/5", 3.5, ""),
    ("Rating: 3.5/5", 3.5, ""),
    ("Rating: 3,5 / 5", 3.5, ""),
    ("Our rating – 3½ out of 5 stars", 3.5, ""),
    ("**Score:** 7/10", 3.5, ""),
    ("Score: 70%", 3.5, ""),
    ("★★★½", 3.5, ""),
    ("★★★☆☆", 3, ""),
    ("⭐️⭐️⭐️⭐️", 4, ""),
    ("Overall: 4/5", 4, ""),
    ("Stars: 4 out of 5", 4, ""),
    ("Rating: ★★★½ (3.5/5)", 3.5, ""),
    ("Score\n8/10", 4, ""),
    ("3.5", 3.5, "without a scale; it was read as stars out of 5"),
    ("Rating: 4 stars", 4, "without a scale"),
    ("Rating: 87/100", 4.5, "rounded to 4.5"),
    ("Rating: 8.5/10", 4.5, "rounded to 4.5"),
    ("Rating: 8", None, "without a scale and can't be stars"),
    ("Rating: 3.3", None, "without a scale and can't be stars"),
    ("Rating: B+", None, "I can't read it"),
    ("Rating: TV-MA", None, "I can't read it"),
    ("Rating: 0/10", None, "less than half a star"),
    ("Rating: 12/10", None, "doesn't fit its scale"),
    ("★★★★★★★", None, "without a scale"),
    ("Rating: 3.5/5\nScore: 9/10", 3.5, "Another rating is given, too: “9/10”"),
    ("Rating: 3.5/5\nScore: 7/10", 3.5, ""),
    ("1\n\nIt rains.\n\n2\n\nIt pours.", None, "Several lines are nothing but a number (1, 2)"),
    ("Music: 5/5\nStory: 4/5", None, ""),
    ("I give it a solid 8/10, umbrellas included.", 4, "read from a sentence"),
    ("Nine out of ten dentists watch it, 24/7, since 9/11.", None, ""),
]


@pytest.mark.parametrize(("text", "number", "doubt"), RATINGS)
def test_ratings(text: str, number: float | None, doubt: str) -> None:
    article = parse_article(f"Dark Review\n\n{text}\n\nIt rains a lot, and nobody minds.")
    assert (article.rating and article.rating.number) == number
    assert doubt in doubts(article)
    assert doubt or not doubts(article)


CAST = [
    (
        "Starring Omar Sy as Assane Diop, Ludivine Sagnier as Claire and Etan Simon as Raoul, it is fun.",
        "Omar Sy = Assane Diop; Ludivine Sagnier = Claire; Etan Simon = Raoul",
    ),
    (
        "It stars Ana Lund as FBI agent Eva Sand and Bo Ek as the shy, sullen baker Max.",
        "Ana Lund = Eva Sand, FBI agent; Bo Ek = Max, shy, sullen baker",
    ),
    (
        "It features Hugh Laurie as the misanthropic Dr. House and J. K. Simmons as Mr. Sand.",
        "Hugh Laurie = Dr. House, misanthropic; J. K. Simmons = Mr. Sand",
    ),
    (
        "Starring 송혜교 as 문동은 and Guillermo del Toro as Geralt of Rivia.",
        "송혜교 = 문동은; Guillermo del Toro = Geralt of Rivia",
    ),
    (
        "Ana Lund stars as Eva Sand, a baker with a past, opposite Bo Ek as Max.",
        "Ana Lund = Eva Sand, baker with a past; Bo Ek = Max",
    ),
    ("Ana Lund, who plays the baker Eva, is fine.", "Ana Lund = Eva, baker"),
    ("Ana Lund, best known for Tidewater, plays Eva.", "Ana Lund = Eva"),
    ("Ana Lund, the actress who portrays Eva, is fine.", "Ana Lund = Eva"),
    ("Ana Lund, playing Eva, is fine. So is Bo Ek in the role of Max.", "Ana Lund = Eva; Bo Ek = Max"),
    ("Eva, played by Ana Lund, bakes. Max is brought to life by Bo Ek.", "Ana Lund = Eva; Bo Ek = Max"),
    ("Eva Sand, a shy baker portrayed by Ana Lund, bakes.", "Ana Lund = Eva Sand, shy baker"),
    ("The Baker (played by Ana Lund) bakes.", "Ana Lund = The Baker"),
    (
        "Starring Ana Lund (Eva), Bo Ek (Max) and Ida Sand (Mrs. Holm).",
        "Ana Lund = Eva; Bo Ek = Max; Ida Sand = Mrs. Holm",
    ),
    ("Ana Lund and Bo Ek play Eva and Max.", "Ana Lund = Eva; Bo Ek = Max"),
    ("Ana Lund and Bo Ek as Eva and Max are superb.", "Ana Lund = Eva; Bo Ek = Max"),
    ("Ana Lund and Bo Ek are superb as Eva and Max, respectively.", "Ana Lund = Eva; Bo Ek = Max"),
    ("It stars Ana Lund, Bo Ek and Ida Sand.", "Ana Lund; Bo Ek; Ida Sand"),
    (
        "It stars Dwayne “The Rock” Johnson as Luke “Lucky” Hobbs.",
        "Dwayne “The Rock” Johnson = Luke “Lucky” Hobbs",
    ),
    ("IT STARS ANA LUND AS EVA SAND.", "ANA LUND = EVA SAND"),
    (
        "The cast includes Ana Lund as Eva. Later, Sand, portrayed by Lund, weeps. Ana Lund plays Eva Sand.",
        "Ana Lund = Eva Sand",
    ),
    ("Cast: Ana Lund, Bo Ek as Max", "Ana Lund; Bo Ek = Max"),
    ("Cast: Ana Lund – Eva, Bo Ek – Max", "Ana Lund = Eva; Bo Ek = Max"),
    (
        "## Cast\n\n* Ana Lund – Eva\n* Bo Ek as Max (a thief)\n* Ida Sand (Mrs. Holm)\n* Leo Gran",
        "Ana Lund = Eva; Bo Ek = Max, thief; Ida Sand = Mrs. Holm; Leo Gran",
    ),
    ("主演：安娜（伊娃）、博埃克", "安娜 = 伊娃; 博埃克"),
    ("As a whole, it works as Drama, as Eva as ever shows; known as Max, he sees it as Art.", ""),
    ("Eva is Danish. Tidewater (2019) is better. Naoki plays the piano.", ""),
]


def told(article: Article) -> str:
    """The cast in the short form of the tables."""
    return "; ".join(
        credit.name
        + (f" = {credit.character}" if credit.character else "")
        + (f", {credit.role}" if credit.role else "")
        for credit in article.cast
    )


@pytest.mark.parametrize(("text", "cast"), CAST)
def test_cast(text: str, cast: str) -> None:
    article = parse_article(f"Dark Review\n\n{text}")
    assert told(article) == cast
    assert not doubts(article) or not cast


@pytest.mark.parametrize(
    ("text", "cast", "doubt"),
    [
        (
            "Ana Lund as Eva is fine.",
            "Ana Lund = Eva",
            "That Ana Lund plays Eva was read from “Ana Lund as Eva”",
        ),
        ("Zendaya as Rue is fine.", "", "“Zendaya as Rue” may name an actor; it was left out"),
        ("Ana Lund is Eva Sand.", "Ana Lund = Eva Sand", "was read from “Ana Lund is Eva Sand”"),
        ("Ana Lund is Eva, who bakes.", "Ana Lund = Eva", "was read from “Ana Lund is Eva”"),
        (
            "Ana Lund remains superb as Eva.",
            "Ana Lund = Eva",
            "was read from “Ana Lund remains superb as Eva”",
        ),
        ("Bo Ek (Mr Sand) bakes.", "Bo Ek = Mr Sand", "was read as: Bo Ek plays Mr Sand"),
        ("Eva (Ana Lund) bakes.", "Ana Lund = Eva", "was read as: Ana Lund plays Eva"),
        (
            "Eva Sand (Ana Lund) bakes. Eva bakes.",
            "Ana Lund = Eva Sand",
            "was read as: Ana Lund plays Eva Sand",
        ),
        (
            "Ana Lund (Eva Sand) is fine. I like Eva.",
            "Ana Lund = Eva Sand",
            "was read as: Ana Lund plays Eva Sand",
        ),
        ("It stars Ana Lund as Eva, and Bo Ek.", "Ana Lund = Eva", "Whether “Bo Ek”"),
        ("Lead roles: Ana Lund and Bo Ek as Eva and Max.", "Ana Lund = Eva; Bo Ek = Max", ""),
        (
            "We watch Ana Lund and Bo Ek as Eva and Max.",
            "",
            "Who plays whom in “Bo Ek as Eva and Max” isn't clear",
        ),
        ("It stars Ana Lund as Eva. Ana Lund plays Max.", "Ana Lund = Eva", "is said to play Eva and Max"),
        (
            "It stars Ana Lund as Eva and Bo Ek as Max. Eva is played by Ida Sand.",
            "Ana Lund = Eva; Bo Ek = Max; Ida Sand = Eva",
            "Both Ana Lund and Ida Sand are said to play Eva",
        ),
    ],
)
def test_doubtful_cast_is_said_to_be_doubtful(text: str, cast: str, doubt: str) -> None:
    article = parse_article(f"Dark Review\n\n{text}")
    assert told(article) == cast
    assert doubt in doubts(article)


MAKERS = [
    ("Directed by Ana Lund and Bo Ek, and written by Ida Sand and others.", "Ana Lund, Bo Ek", "Ida Sand +"),
    (
        "Director: Ana Lund, Bo Ek & Ida Sand\nWriter: Leo Gran et al.",
        "Ana Lund, Bo Ek, Ida Sand",
        "Leo Gran +",
    ),
    ("Director: Ana Lund, Jr., Bo Ek", "Ana Lund Jr., Bo Ek", ""),
    ("Director: Ana Lund | Writers: Bo Ek; Ida Sand", "Ana Lund", "Bo Ek, Ida Sand"),
    ("Written and directed by Ana Lund.", "Ana Lund", "Ana Lund"),
    ("Director Ana Lund’s third series, from a script by Bo Ek.", "Ana Lund", "Bo Ek"),
    ("Directed by Ana Lund, Dark is set in a forest.", "Ana Lund", ""),
    (
        "The drama was directed by Robert Downey Jr. and penned by J. K. Sand.",
        "Robert Downey Jr.",
        "J. K. Sand",
    ),
    ("监督：宮崎駿、高畑勲\n脚本：坂元裕二ほか", "", "坂元裕二 +"),
    ("監督：宮崎駿、高畑勲", "宮崎駿, 高畑勲", ""),
    (
        "Songs written by Yojiro Noda. The finale was directed by Bo Ek. Based on the novel written by Leo.",
        "",
        "",
    ),
    ("Its director of photography is Bo Ek.", "", ""),
    ("Ana Lund and Bo Ek directed it; Ida Sand wrote the script.", "Ana Lund, Bo Ek", "Ida Sand"),
]


@pytest.mark.parametrize(("text", "directors", "writers"), MAKERS)
def test_directors_and_writers(text: str, directors: str, writers: str) -> None:
    article = parse_article(f"Dark Review\n\n{text}")
    assert ", ".join(article.directors) == directors
    assert ", ".join(article.writers) + (" +" if article.other_writers else "") == writers
    assert not doubts(article)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (
            "Director: Ana Lund\n\nDirected by Bo Ek, it rains.",
            "Bo Ek is named as a director, too; only Ana Lund was taken",
        ),
        ("Director: nobody in particular, as far as anybody can tell", "doesn't look like a name"),
        ("Created by Bo Ek, it rains.", "creators are kept in the text only"),
        ("Written by Bo Ek\n\nIt rains a lot.", "may mean the show's writer or the review's"),
    ],
)
def test_doubtful_makers_are_said_to_be_doubtful(text: str, doubt: str) -> None:
    assert doubt in doubts(parse_article(f"Dark Review\n{text}"))


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ana Lund", "Ana Lund"),
        ("*Reviewed by Ana Lund*", "Ana Lund"),
        ("Review by Ana Lund for The Tidewater Post", "Ana Lund"),
        ("By Ana Lund and Bo Ek", "Ana Lund and Bo Ek"),
        ("Author: ana", "ana"),
        ("Posted by Ana Lund on 3 May 2025", "Ana Lund"),
        ("Posted on 3 May 2025 by ana", "ana"),
        ("By the sea, all is calm.", ""),
        ("Written by Bo Ek\nDirected by Ida Sand", ""),
    ],
)
def test_bylines(line: str, byline: str) -> None:
    assert parse_article(f"Dark Review\n{line}\n\nIt rains a lot, and nobody minds.").byline == byline


NUMBERS = [
    ("The drama runs for 10 episodes, with a playing time of roughly 35 minutes per episode.", 10, 35),
    ("A ten-part series; its hour-long episodes fly by.", 10, 60),
    ("Episodes: 8 (about 50 minutes each)\nRuntime: 50 min", 8, 50),
    ("Episodes: 3 seasons, 30 episodes\nRuntime: 1h 05m", 30, 65),
    ("Duration: 1 hr. 35 min.", 0, 95),
    ("It has twenty-four episodes of 24 minutes each.", 24, 24),
    ("全10話。 Length: long", 10, 0),
    ("The film runs 2 hours and 12 minutes.", 0, 132),
    ("The film is 99 minutes long.", 0, 99),
    ("After two episodes I paused. The first 20 minutes drag, and one episode is about rain.", 0, 0),
    ("A two-part finale, and 5 minutes of credits.", 0, 0),
]


@pytest.mark.parametrize(("text", "episodes", "minutes"), NUMBERS)
def test_episodes_and_minutes(text: str, episodes: int, minutes: int) -> None:
    article = parse_article(f"Dark Review\n\n{text}")
    assert (article.episodes, article.minutes) == (episodes, minutes)
    assert not doubts(article)


@pytest.mark.parametrize(
    ("text", "episodes", "minutes", "doubt"),
    [
        (
            "It has 10 episodes. Season two has 8 episodes.",
            10,
            0,
            "Several numbers of episodes are named (10, 8); 10 was taken",
        ),
        ("They could have told it in 6 episodes or 7 episodes.", 0, 0, "none was taken"),
        ("I watched 6 episodes.", 6, 0, "read from a passing “6 episodes”"),
        ("Episodes: many", 0, 0, "“many” was given as the number of episodes"),
        ("Runtime: 45–60 minutes", 0, 0, "The length varies"),
        (
            "The film runs 90 minutes. The film is 99 minutes long.",
            0,
            90,
            "Several lengths are named (90, 99 minutes)",
        ),
        ("Episodes: 99999", 0, 0, "can't be right"),
        ("Runtime: a while", 0, 0, "I can't read it"),
    ],
)
def test_doubtful_numbers_are_said_to_be_doubtful(text: str, episodes: int, minutes: int, doubt: str) -> None:
    article = parse_article(f"Dark Review\n\n{text}")
    assert (article.episodes, article.minutes) == (episodes, minutes)
    assert doubt in doubts(article)


@pytest.mark.parametrize(
    ("text", "network"),
    [
        ("The Netflix series Dark is dark.", "Netflix"),
        ("Netflix’s Dark is dark.", "Netflix"),
        ("A Netflix original, it is dark.", "Netflix"),
        ("It streams exclusively on Apple TV Plus.", "Apple TV+"),
        ("It premiered on the BBC.", "BBC"),
        ("Network: Amazon Prime", "Prime Video"),
        ("Network: Tidewater Public Television", "Tidewater Public Television"),
        ("Where to watch: Disney Plus", "Disney+"),
        ("Max’s series of pranks and Stan’s drama amuse me.", ""),
    ],
)
def test_networks(text: str, network: str) -> None:
    article = parse_article(f"Dark Review\n\n{text}")
    assert article.network == network
    assert not doubts(article)


@pytest.mark.parametrize(
    ("text", "network", "doubt"),
    [
        ("HBO’s series is now a Netflix series.", "HBO", "Both HBO and Netflix are named"),
        ("Like so much on Netflix, it is dark.", "Netflix", "a passing mention"),
        ("It aired on Tidewater TV.", "", "I don't know that network"),
    ],
)
def test_doubtful_networks_are_said_to_be_doubtful(text: str, network: str, doubt: str) -> None:
    article = parse_article(f"Dark Review\n\n{text}")
    assert article.network == network
    assert doubt in doubts(article)


@pytest.mark.parametrize(
    ("text", "based_on"),
    [
        ("This was based on the two novels by Ida Sand.", "the two novels by Ida Sand"),
        (
            "It is based on the webtoon of the same name by Gwang Jin and follows two cooks.",
            "the webtoon of the same name by Gwang Jin",
        ),
        (
            "Based on Min Jin Lee’s “Pachinko”, the 2017 novel, it is long.",
            "Min Jin Lee’s “Pachinko”, the 2017 novel",
        ),
        ("Adapted from a true story, the series is long.", "a true story"),
        ("Based on: the comics by Bo Ek", "the comics by Bo Ek"),
        ("原作：若木未生", "若木未生"),
    ],
)
def test_what_it_is_based_on(text: str, based_on: str) -> None:
    article = parse_article(f"Dark Review\n\n{text}")
    assert article.based_on == based_on
    assert not doubts(article)


def test_an_opinion_is_based_on_no_work() -> None:
    article = parse_article("Dark Review\n\nBased on the first hour alone, I would run.")
    assert article.based_on == ""
    assert "based on the first hour alone" in doubts(article)


@pytest.mark.parametrize(
    ("text", "kind", "year"),
    [
        ("This series is dark. It premiered on the first of December 2017.", Kind.SERIES, 2017),
        ("The 2019 film is dark. The film is long.", Kind.FILM, 2019),
        ("A Christmas special, and a good one.", Kind.SPECIAL, None),
        ("Type: K-Drama\nReleased: 2016–2017", Kind.SERIES, 2016),
        ("Kind: movie\nYear: 1999", Kind.FILM, 1999),
        ("It is raining in “Dark” (2017).", None, 2017),
        ("It has 10 episodes, and it looks like a film.", Kind.SERIES, None),
        ("It is dark in here, as in 2017.", None, None),
    ],
)
def test_kind_and_year(text: str, kind: Kind | None, year: int | None) -> None:
    article = parse_article(f"Dark Review\n\n{text}")
    assert (article.kind, article.year) == (kind, year)
    assert not doubts(article)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("The series is a film.", "It is called a series as often as a film"),
        ("Kind: radio play", "“radio play” is no kind of show"),
        ("It premiered in 2017. It was released in 2018.", "Several years are named (2017, 2018)"),
        ("Year: soon", "“soon” was given as the year"),
    ],
)
def test_doubtful_kinds_and_years_are_said_to_be_doubtful(text: str, doubt: str) -> None:
    article = parse_article(f"Dark Review\n\n{text}")
    assert (article.kind, article.year) == (None, None)
    assert doubt in doubts(article)


ALSO_READ = [
    ("Also Read: Unseen Sins Review: Too Much of It", [("Unseen Sins", "Too Much of It")]),
    (
        "**Also Read –** [Dark Season 3 Review – Full Circle](https://example.org/a)",
        [("Dark", "Full Circle")],
    ),
    ("Read more: ‘1899’ Review", [("1899", "")]),
    ("Also read: “Shoplifters”", [("Shoplifters", "")]),
    ("Also Read:\n- Dark Review: Again\n- Lupin Review\n\nA Line Review", [("Dark", "Again"), ("Lupin", "")]),
    ("Also Read: Dark Review\nAlso Read: DARK Review: Again", [("Dark", "")]),
]


@pytest.mark.parametrize(("text", "links"), ALSO_READ)
def test_also_read(text: str, links: list[tuple[str, str]]) -> None:
    article = parse_article(f"Tidewater Review\n\nIt rains a lot.\n\n{text}")
    assert [(link.title, link.headline) for link in article.also_read] == links
    assert article.title == "Tidewater"
    assert not doubts(article)


def test_other_links_are_reported() -> None:
    article = parse_article("Also Read: 10 Best Shows on Netflix\nAlso Read: Night Bakery")
    assert [link.title for link in article.also_read] == ["Night Bakery"]
    assert "Which show “Also read: 10 Best Shows on Netflix” is about isn't clear" in doubts(article)
    assert "“Also read: Night Bakery” was taken as the title of a show" in doubts(article)


def test_country_and_genres_are_read_from_labelled_lines() -> None:
    article = parse_article("Country: Japan\nGenres: Music, Drama and Romance")
    assert (article.country, article.genres) == ("Japan", ("Music", "Drama", "Romance"))


def test_a_verdict_is_kept_whole_and_without_the_signature() -> None:
    text = (
        "Dark Review\n\nIt rains.\n\nVerdict\n\n"
        + "It rains a lot. " * 60
        + "\n\nBring a coat.\n\n— Ana Lund"
    )
    assert parse_article(text).verdict == "It rains a lot. " * 59 + "It rains a lot.\n\nBring a coat."


def test_a_verdict_may_stand_under_the_title() -> None:
    article = parse_article("Dark Review\n\nIt rains.\n\nDark Review: Final Thoughts\nBring a coat.")
    assert (article.verdict, article.headline) == ("Bring a coat.", "")


def test_what_is_too_long_for_the_catalogue_is_left_out_and_said() -> None:
    article = parse_article(f"Title: {'Dark ' * 50}\nNetwork: {'x' * 201}\nHeadline: {'y' * 151}")
    assert (article.title, article.network, article.headline) == ("", "", "")
    assert "The title has 249 characters, and 200 fit" in doubts(article)
    assert "The network has 201" in doubts(article)
    assert "The headline has 151" in doubts(article)


def test_html_entities_are_left_alone() -> None:
    article = parse_article(
        "Tom &amp; Jerry Review\n\nIt rains &mdash; a lot.\n\nVerdict\n\n&quot;Fine.&quot;"
    )
    assert (article.title, article.verdict) == ("Tom &amp; Jerry", "&quot;Fine.&quot;")
