"""A show and its people, for tests that need one with everything that can be known of it."""

from bot.domain.catalog.shows import Credit, Facts, Job, Kind

GOTO = Credit("Kohtaro Goto", Job.DIRECTOR)
KAKIMOTO = Credit("Kensaku Kakimoto", Job.DIRECTOR)
OKADA = Credit("Okada Mari", Job.WRITER)
SATOH = Credit("Satoh Takeru", Job.CAST, "Naoki Fujitani", "composer and singer")
MIYAZAKI = Credit("Miyazaki Yu", Job.CAST, "Akane Saijo", "drummer")

GLASS_HEART = Facts(
    other_titles=("グラスハート", "玻璃之心", "Gurasu Haato"),
    kind=Kind.SERIES,
    year=2025,
    network="Netflix",
    country="Japan",
    genres=("Drama", "Music"),
    episodes=10,
    minutes=35,
    synopsis="A drummer without a band meets a genius without a future.",
    based_on="the novels by Wakagi Mio",
    credits=(GOTO, KAKIMOTO, OKADA, SATOH, MIYAZAKI),
)
