"""Files as other services give them out: their real columns and structures, with invented contents."""

import gzip
import io
import json
import zipfile
from collections.abc import Mapping

LETTERBOXD_RATINGS = """\
Date,Name,Year,Letterboxd URI,Rating
2024-03-01,Glass Heart,2025,https://boxd.it/aaa1,4
2024-03-02,"Paper, Lanterns",2019,https://boxd.it/aaa2,3.5
2024-03-03,Amélie's Door,2001,https://boxd.it/aaa3,0.5
"""
LETTERBOXD_DIARY = """\
Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2024-02-01,Glass Heart,2025,https://boxd.it/bbb1,2.5,,,2024-01-31
2024-03-01,Glass Heart,2025,https://boxd.it/bbb2,4,Yes,,2024-02-28
2024-03-05,Unrated Film,2020,https://boxd.it/bbb3,,,,2024-03-04
"""
LETTERBOXD_REVIEWS = """\
Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date
2024-03-01,Glass Heart,2025,https://boxd.it/ccc1,4,Yes,"Loud, ""tender"".<br/><br/>And <i>drums</i> &amp; rain.",,2024-02-28
"""  # noqa: E501  the columns as they are
IMDB_RATINGS = """\
Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors
tt0000001,8,2024-01-05,Glass Heart,Gurasu Haato,https://www.imdb.com/title/tt0000001/,TV Series,7.9,35,2025,"Drama, Music",2000,2025-07-31,
tt0000002,7,2024-01-06,Glass Heart: First Beat,Glass Heart: First Beat,https://www.imdb.com/title/tt0000002/,TV Episode,8.1,35,2025,Drama,90,2025-07-31,
tt0000003,10,2024-01-07,The Lamp,La lampe,https://www.imdb.com/title/tt0000003/,Movie,6.5,101,1999,Comedy,12,1999-02-03,Ana Lund
"""  # noqa: E501  the columns as they are
MYANIMELIST = """\
<?xml version="1.0" encoding="UTF-8" ?>
<myanimelist>
  <myinfo>
    <user_id>123456</user_id>
    <user_name>somebody</user_name>
    <user_export_type>1</user_export_type>
    <user_total_anime>3</user_total_anime>
  </myinfo>
  <anime>
    <series_animedb_id>90001</series_animedb_id>
    <series_title><![CDATA[Glass Heart Season 2]]></series_title>
    <series_type>TV</series_type>
    <series_episodes>12</series_episodes>
    <my_id>0</my_id>
    <my_watched_episodes>12</my_watched_episodes>
    <my_start_date>2024-01-01</my_start_date>
    <my_finish_date>2024-02-03</my_finish_date>
    <my_rated></my_rated>
    <my_score>9</my_score>
    <my_storage></my_storage>
    <my_storage_value>0.00</my_storage_value>
    <my_status>Completed</my_status>
    <my_comments><![CDATA[The drummer & the rain <3]]></my_comments>
    <my_times_watched>1</my_times_watched>
    <my_tags><![CDATA[music, band]]></my_tags>
    <update_on_import>0</update_on_import>
  </anime>
  <anime>
    <series_animedb_id>90002</series_animedb_id>
    <series_title><![CDATA[Paper Lanterns]]></series_title>
    <series_type>TV</series_type>
    <my_finish_date>0000-00-00</my_finish_date>
    <my_score>7</my_score>
    <my_status>Watching</my_status>
    <my_comments><![CDATA[]]></my_comments>
  </anime>
  <anime>
    <series_animedb_id>90003</series_animedb_id>
    <series_title><![CDATA[Not Yet Seen]]></series_title>
    <my_finish_date>0000-00-00</my_finish_date>
    <my_score>0</my_score>
    <my_status>Plan to Watch</my_status>
  </anime>
</myanimelist>
"""
TRAKT_CSV = """\
rated_at,type,title,year,trakt_rating,trakt_id,imdb_id,tmdb_id,tvdb_id,url,released,season_number,episode_number,episode_title,episode_released,episode_trakt_rating,episode_trakt_id,episode_imdb_id,episode_tmdb_id,episode_tvdb_id,genres,rating
2024-03-22T06:33:24.000Z,episode,Glass Heart,2025,8.1,1,tt0000001,11,21,https://trakt.tv/x,2025-07-31,1,3,Rain,2025-08-01,7.9,31,tt0000009,41,51,"drama,music",7
2024-03-23T06:33:24.000Z,show,Glass Heart,2025,8.1,1,tt0000001,11,21,https://trakt.tv/x,2025-07-31,,,,,,,,,,"drama,music",9
2024-03-24T06:33:24.000Z,season,Glass Heart,2025,8.1,1,tt0000001,11,21,https://trakt.tv/x,2025-07-31,2,,,,,,,,,"drama,music",8
2024-03-25T06:33:24.000Z,season,Glass Heart,2025,8.1,1,tt0000001,11,21,https://trakt.tv/x,2025-07-31,0,,,,,,,,,"drama,music",8
"""
_SHOW = {
    "title": "Glass Heart",
    "year": 2025,
    "ids": {"trakt": 1, "slug": "glass-heart", "tvdb": 21, "imdb": "tt1"},
}
TRAKT_RATINGS = [
    {"rated_at": "2024-03-22T06:33:24.000Z", "rating": 9, "type": "show", "show": _SHOW},
    {
        "rated_at": "2024-03-23T06:33:24.000Z",
        "rating": 8,
        "type": "season",
        "season": {"number": 2, "ids": {"trakt": 5}},
        "show": _SHOW,
    },
    {
        "rated_at": "2024-03-24T06:33:24.000Z",
        "rating": 7,
        "type": "episode",
        "episode": {"season": 1, "number": 3, "title": "Rain", "ids": {"trakt": 31}},
        "show": _SHOW,
    },
]
TRAKT_COMMENTS = [
    {
        "type": "show",
        "show": _SHOW,
        "comment": {
            "id": 7,
            "parent_id": 0,
            "created_at": "2024-03-25T10:00:00.000Z",
            "updated_at": "2024-03-25T10:00:00.000Z",
            "comment": "He leaves the band.",
            "spoiler": True,
            "review": False,
            "replies": 0,
            "likes": 0,
            "user_stats": {"rating": 9, "play_count": 1, "completed_count": 1},
        },
    }
]
TRAKT_HISTORY = [
    {
        "id": 1,
        "watched_at": "2024-03-01T10:00:00.000Z",
        "action": "watch",
        "type": "movie",
        "movie": {"title": "The Lamp"},
    }
]
ANILIST = {
    "data": {
        "MediaListCollection": {
            "user": {"id": 1, "name": "somebody", "mediaListOptions": {"scoreFormat": "POINT_100"}},
            "lists": [
                {
                    "name": "Completed",
                    "isCustomList": False,
                    "entries": [
                        {
                            "id": 1,
                            "status": "COMPLETED",
                            "score": 84,
                            "notes": "Rain and drums.",
                            "completedAt": {"year": 2024, "month": 2, "day": 3},
                            "updatedAt": 1707000000,
                            "media": {
                                "id": 5,
                                "type": "ANIME",
                                "title": {
                                    "romaji": "Gurasu Haato",
                                    "english": "Glass Heart",
                                    "native": "グラスハート",
                                },
                                "startDate": {"year": 2025, "month": 7, "day": 31},
                            },
                        },
                        {
                            "id": 2,
                            "status": "COMPLETED",
                            "score": 0,
                            "notes": None,
                            "completedAt": {"year": None, "month": None, "day": None},
                            "updatedAt": 1707000001,
                            "media": {
                                "id": 6,
                                "type": "ANIME",
                                "title": {"romaji": "Kamiakari", "english": None, "native": "紙灯"},
                                "startDate": {"year": 2019, "month": None, "day": None},
                            },
                        },
                    ],
                },
                {
                    "name": "Reading",
                    "isCustomList": False,
                    "entries": [
                        {
                            "id": 3,
                            "score": 90,
                            "media": {"id": 7, "type": "MANGA", "title": {"romaji": "Hon"}},
                        },
                        {
                            "id": 4,
                            "score": 90,
                            "private": True,
                            "media": {"id": 8, "type": "ANIME", "title": {"romaji": "Himitsu"}},
                        },
                    ],
                },
            ],
        }
    }
}
ANILIST_PRIVACY = {
    "user": {"id": 1, "display_name": "somebody"},
    "lists": [
        {"id": 1, "series_type": 0, "series_id": 21, "status": 2, "score": 84, "progress": 12, "notes": None}
    ],
}
SERIALIZD = {
    "reviews": [
        {
            "id": 1,
            "showId": 11,
            "showName": "Glass Heart",
            "showPremiereDate": "2025-07-31",
            "seasonId": 102,
            "seasonName": "Season 2",
            "showSeasons": [
                {"id": 101, "name": "Season 1", "seasonNumber": 1},
                {"id": 102, "name": "Season 2", "seasonNumber": 2},
            ],
            "episodeNumber": 0,
            "rating": 7,
            "reviewText": "She stays. He does not.",
            "containsSpoilers": True,
            "isRewatched": False,
            "isLogged": True,
            "dateAdded": "2024-05-02T10:00:00.000Z",
            "backdate": "2024-05-01T10:00:00.000Z",
            "author": "somebody",
        },
        {
            "id": 2,
            "showId": 12,
            "showName": "Paper Lanterns",
            "showPremiereDate": "2019-01-02",
            "seasonId": 0,
            "seasonName": None,
            "rating": 10,
            "reviewText": "",
            "dateAdded": "2024-05-03T10:00:00.000Z",
        },
    ],
    "totalPages": 1,
    "totalReviews": 2,
}
SERIALIZD_CSV = """\
showName,seasonName,episodeNumber,rating,reviewText,containsSpoilers,dateAdded
Glass Heart,Season 2,,3.5,"She stays.",true,2024-05-01
Paper Lanterns,,,5,,false,2024-05-02
"""
SPREADSHEET = """\
Show;Year;My score;Notes;Date
Glass Heart;2025;8,4;Loud and tender.;2024-01-02
Paper Lanterns;;9;;
The Lamp;1999;;;
"""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def letterboxd_zip() -> bytes:
    """Letterboxd's whole export: also what was deleted there, lists, and files without ratings."""
    return zipped(
        {
            "diary.csv": LETTERBOXD_DIARY,
            "profile.csv": "Date Joined,Username\n2020-01-01,somebody\n",
            "ratings.csv": LETTERBOXD_RATINGS,
            "reviews.csv": LETTERBOXD_REVIEWS,
            "watched.csv": "Date,Name,Year,Letterboxd URI\n2024-03-05,Unrated Film,2020,https://boxd.it/ddd1\n",
            "deleted/diary.csv": LETTERBOXD_DIARY.replace(
                "Unrated Film,2020,https://boxd.it/bbb3,", "Gone,2020,u,5"
            ),
            "likes/films.csv": "Date,Name,Year,Letterboxd URI\n2024-03-05,Glass Heart,2025,https://boxd.it/ddd1\n",
            "lists/best.csv": "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n",
        }
    )


def trakt_zip() -> bytes:
    """Trakt's export: what was rated and said, beside what was only watched."""
    return zipped(
        {
            "watched-history-1.json": json.dumps(TRAKT_HISTORY),
            "ratings-shows.json": json.dumps(TRAKT_RATINGS[:1]),
            "ratings-seasons.json": json.dumps(TRAKT_RATINGS[1:2]),
            "ratings-episodes.json": json.dumps(TRAKT_RATINGS[2:]),
            "comments-shows.json": json.dumps(TRAKT_COMMENTS),
            "user-profile.json": json.dumps({"username": "somebody"}),
        }
    )


def myanimelist_gz() -> bytes:
    """MyAnimeList's export as it is downloaded."""
    return gzip.compress(MYANIMELIST.encode(), mtime=0)
