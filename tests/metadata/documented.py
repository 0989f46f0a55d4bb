"""Answers in the form that the providers document, about shows that don't exist."""

from typing import Any

Json = Any

TVMAZE_SHOW: dict[str, Json] = {
    "id": 4100,
    "url": "https://www.tvmaze.com/shows/4100/harbour-lights",
    "name": "Harbour Lights",
    "type": "Scripted",
    "language": "Japanese",
    "genres": ["Drama", "Mystery"],
    "status": "Ended",
    "runtime": None,
    "averageRuntime": 47,
    "premiered": "2021-04-09",
    "ended": "2022-06-01",
    "officialSite": None,
    "schedule": {"time": "", "days": ["Friday"]},
    "rating": {"average": 7.9},
    "weight": 80,
    "network": {
        "id": 12,
        "name": "Minato TV",
        "country": {"name": "Japan", "code": "JP", "timezone": "Asia/Tokyo"},
        "officialSite": None,
    },
    "webChannel": None,
    "dvdCountry": None,
    "externals": {"tvrage": None, "thetvdb": 399001, "imdb": "tt0000001"},
    "image": {
        "medium": "https://static.tvmaze.com/uploads/images/medium_portrait/1/2.jpg",
        "original": "https://static.tvmaze.com/uploads/images/original_untouched/1/2.jpg",
    },
    "summary": "<p><b>Harbour Lights</b> follows a keeper &amp; her crew.</p><p>Nobody sleeps at 3 < 4.</p>",
    "updated": 1700000000,
    "_links": {"self": {"href": "https://api.tvmaze.com/shows/4100", "name": "Harbour Lights"}},
}
_CAST: list[Json] = [
    {
        "person": {"id": 1, "name": "Aoi Mori", "country": {"name": "Japan"}, "birthday": "1990-01-01"},
        "character": {"id": 10, "name": "Captain Sato"},
        "self": False,
        "voice": False,
    },
    {
        "person": {"id": 2, "name": "Ren Kubo"},
        "character": {"id": 11, "name": "The Gull"},
        "self": False,
        "voice": True,
    },
    {
        "person": {"id": 3, "name": "Yui Hara"},
        "character": {"id": 12, "name": "Yui Hara"},
        "self": True,
        "voice": False,
    },
]
_CREW: list[Json] = [
    {"type": "Executive Producer", "person": {"id": 4, "name": "Nobody We List"}},
    {"type": "Creator", "person": {"id": 5, "name": "Emi Tani"}},
    {"type": "Director", "person": {"id": 6, "name": "Jun Oka"}},
    {"type": "Director Of Photography", "person": {"id": 7, "name": "Nobody Either"}},
]
TVMAZE_FULL: dict[str, Json] = {**TVMAZE_SHOW, "_embedded": {"cast": _CAST, "crew": _CREW}}
TVMAZE_AKAS: list[Json] = [
    {"name": "港の灯", "country": {"name": "Japan", "code": "JP", "timezone": "Asia/Tokyo"}},
    {"name": "Minato no Hi", "country": None},
    {"name": "harbour lights", "country": None},
]
TVMAZE_EPISODES: list[Json] = [
    {
        "id": 900 + season * 10 + number,
        "url": "https://www.tvmaze.com/episodes/900",
        "name": f"Night {number}",
        "season": season,
        "number": number,
        "type": "regular",
        "airdate": f"202{season}-04-0{number}",
        "airtime": "22:00",
        "airstamp": "2021-04-09T13:00:00+00:00",
        "runtime": 40 + number,
        "rating": {"average": None},
        "image": None,
        "summary": None,
    }
    for season in (1, 2)
    for number in (1, 2, 3)
]
TVMAZE_SEARCH: list[Json] = [
    {"score": 0.91, "show": TVMAZE_SHOW},
    {
        "score": 0.52,
        "show": {
            **TVMAZE_SHOW,
            "id": 4200,
            "name": "Harbor Light",
            "premiered": None,
            "network": None,
            "webChannel": {"id": 1, "name": "Streamly", "country": None},
        },
    },
]

TMDB_SERIES: dict[str, Json] = {
    "adult": False,
    "backdrop_path": "/back.jpg",
    "created_by": [{"id": 5, "credit_id": "c5", "name": "Emi Tani", "gender": 1, "profile_path": None}],
    "episode_run_time": [],
    "first_air_date": "2021-04-09",
    "genres": [{"id": 10765, "name": "Sci-Fi & Fantasy"}, {"id": 18, "name": "Drama"}],
    "id": 71,
    "name": "Harbour Lights",
    "networks": [{"id": 12, "logo_path": None, "name": "Minato TV", "origin_country": "JP"}],
    "number_of_episodes": 4,
    "number_of_seasons": 2,
    "origin_country": ["JP"],
    "original_language": "ja",
    "original_name": "港の灯",
    "overview": "A keeper and her crew.",
    "poster_path": "/poster-1.jpg",
    "production_countries": [{"iso_3166_1": "FR", "name": "France"}, {"iso_3166_1": "JP", "name": "Japan"}],
    "seasons": [
        {"id": 1, "season_number": 0, "name": "Specials", "episode_count": 1, "air_date": None},
        {"id": 2, "season_number": 1, "name": "Season 1", "episode_count": 2, "air_date": "2021-04-09"},
        {"id": 3, "season_number": 2, "name": "Season 2", "episode_count": 2, "air_date": "2022-04-09"},
    ],
    "status": "Ended",
    "aggregate_credits": {
        "cast": [
            {
                "id": 1,
                "name": "Aoi Mori",
                "order": 0,
                "roles": [
                    {"credit_id": "r1", "character": "A Stranger", "episode_count": 1},
                    {"credit_id": "r2", "character": "Captain Sato", "episode_count": 3},
                ],
                "total_episode_count": 4,
            },
            {
                "id": 2,
                "name": "Ren Kubo",
                "order": 1,
                "roles": [{"credit_id": "r3", "character": "The Gull (voice)", "episode_count": 4}],
                "total_episode_count": 4,
            },
        ],
        "crew": [
            {
                "id": 8,
                "name": "Guest Director",
                "department": "Directing",
                "jobs": [{"credit_id": "j1", "job": "Director", "episode_count": 1}],
                "total_episode_count": 1,
            },
            {
                "id": 6,
                "name": "Jun Oka",
                "department": "Directing",
                "jobs": [{"credit_id": "j2", "job": "Director", "episode_count": 3}],
                "total_episode_count": 3,
            },
            {
                "id": 9,
                "name": "Mio Seki",
                "department": "Writing",
                "jobs": [{"credit_id": "j3", "job": "Novel", "episode_count": 4}],
                "total_episode_count": 4,
            },
        ],
    },
    "alternative_titles": {"results": [{"iso_3166_1": "FR", "title": "Les Feux du port", "type": ""}]},
}


def tmdb_season(number: int) -> dict[str, Json]:
    """A season of two episodes."""
    return {
        "_id": f"s{number}",
        "air_date": "2021-04-09",
        "name": f"Season {number}",
        "season_number": number,
        "episodes": [
            {
                "id": episode,
                "air_date": f"2021-04-0{episode}",
                "episode_number": episode,
                "name": f"Night {episode}",
                "overview": "",
                "runtime": 45,
                "season_number": number,
                "crew": [],
                "guest_stars": [],
            }
            for episode in (1, 2)
        ],
    }


TMDB_FILM: dict[str, Json] = {
    "adult": False,
    "genres": [{"id": 18, "name": "Drama"}],
    "id": 72,
    "imdb_id": "tt0000002",
    "origin_country": ["KR"],
    "original_title": "등대",
    "overview": "One night in a lighthouse.",
    "poster_path": None,
    "production_countries": [{"iso_3166_1": "KR", "name": "South Korea"}],
    "release_date": "2019-11-02",
    "runtime": 98,
    "title": "The Lamp Room",
    "credits": {
        "cast": [{"id": 1, "name": "Han Seo", "character": "The Keeper", "order": 0}],
        "crew": [
            {"id": 2, "name": "Bae Lin", "department": "Directing", "job": "Director"},
            {"id": 2, "name": "Bae Lin", "department": "Writing", "job": "Screenplay"},
            {"id": 3, "name": "No One", "department": "Sound", "job": "Foley"},
        ],
    },
    "alternative_titles": {"titles": [{"iso_3166_1": "US", "title": "Lamp Room", "type": ""}]},
}
TMDB_SEARCH: dict[str, Json] = {
    "page": 1,
    "results": [
        {
            "id": 71,
            "media_type": "tv",
            "name": "Harbour Lights",
            "original_name": "港の灯",
            "first_air_date": "2021-04-09",
            "origin_country": ["JP"],
        },
        {"id": 3, "media_type": "person", "name": "Harbour Light"},
        {"id": 72, "media_type": "movie", "title": "The Lamp Room", "release_date": "2019-11-02"},
    ],
    "total_pages": 1,
    "total_results": 3,
}

ANSWERS: dict[str, Json] = {
    "/search/shows": TVMAZE_SEARCH,
    "/shows/4100": TVMAZE_FULL,
    "/shows/4100/akas": TVMAZE_AKAS,
    "/shows/4100/episodes": TVMAZE_EPISODES,
    "/3/search/multi": TMDB_SEARCH,
    "/3/tv/71": TMDB_SERIES,
    "/3/tv/71/season/1": tmdb_season(1),
    "/3/tv/71/season/2": tmdb_season(2),
    "/3/movie/72": TMDB_FILM,
}
