"""The command line, as a host uses it: in a process of its own, in an empty folder."""

import base64
import json
import logging
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from discord.http import Route

from bot.cli.main import main
from bot.domain.ids import Millis, ShowId, UserId
from bot.settings import Settings
from bot.store.engine.connections import only_process
from bot.store.engine.counters import first_time
from bot.store.engine.transaction import Tx
from bot.store.upkeep import backup, migrate
from tests.store.samples import add_review, add_show, at, change, on, requests

APPLICATION = 1234567890123456789
TOKEN = f"{base64.b64encode(str(APPLICATION).encode()).decode().rstrip('=')}.abcdef.a-very-secret-part"
NOWHERE = "http://127.0.0.1:1"
NEEDED = {
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "create_public_threads",
    "embed_links",
    "attach_files",
    "read_message_history",
    "pin_messages",
}
UNREACHABLE = "from discord.http import Route; Route.BASE = sys.argv.pop(1)"
ENCORE = f"import sys; {UNREACHABLE}; from bot.cli.main import main; sys.exit(main())"


@dataclass
class Host:
    """Somebody at a shell in `folder`. Discord is at a port where nobody listens, or where a test says."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def set(self, **settings: str) -> None:
        """Set environment variables."""
        for name, value in settings.items():
            self.monkeypatch.setenv(name, value)

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Call Encore, which must end with `code`; returns all it printed."""
        try:
            ended = main(arguments)
        except SystemExit as error:
            ended = error.code
        printed = "".join(self.capsys.readouterr())
        assert ended == code, printed
        return printed

    def in_a_process(self, *arguments: str, code: int = 0) -> str:
        """Call Encore like `__call__`, in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-c", ENCORE, NOWHERE, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        printed = done.stdout + done.stderr
        assert "Traceback" not in printed, printed
        assert done.returncode == code, printed
        return printed


@pytest.fixture
def host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Host]:
    """A host who has set nothing."""
    for field in fields(Settings):
        monkeypatch.delenv(field.name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Route, "BASE", NOWHERE)
    levels = {name: logging.getLogger(name).level for name in ("discord", "aiosqlite")}
    yield Host(tmp_path, monkeypatch, capsys)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database where the bot keeps it by default, with request 1."""
    path = tmp_path / "data" / "encore.db"
    path.parent.mkdir()
    migrate.bring_up_to_date(path)
    change(path, lambda tx: first_time(at(on(tx, 1), Millis(0)), 1))
    return path


@pytest.fixture
def refusing() -> Iterator[Callable[[int], str]]:
    """Starts a Discord that answers every request with one status; gives its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(status: int) -> str:
        class Refuse(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps({"code": 0, "message": f"{status}: no"}).encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Refuse))
        Thread(target=servers[-1].serve_forever, args=(0.01,)).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_python_m_bot_is_the_command_line(tmp_path: Path) -> None:
    called = [sys.executable, "-m", "bot", "--help"]
    printed = subprocess.run(called, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    for verb in ("run", "try", "check", "backup", "restore"):
        assert re.search(rf"^\s+{verb}\s+[A-Z]", printed, re.MULTILINE), verb


@pytest.mark.parametrize("verb", [[], ["run"]])
def test_without_a_token_it_says_how_to_get_one_and_points_to_the_try_out(
    host: Host, verb: list[str]
) -> None:
    printed = host(*verb, code=1)
    for words in (
        "https://discord.com/developers/applications",
        "DISCORD_TOKEN=",
        "python -m bot try",
        "check",
    ):
        assert words in printed
    assert list(host.folder.iterdir()) == []  # nothing was opened, nothing is left


def test_check_without_a_token_says_what_is_missing(host: Host) -> None:
    printed = host("check", code=1)
    assert "Database data/encore.db: none yet, made at start" in printed
    assert "Token: missing" in printed
    assert "Reset Token" in printed
    assert list(host.folder.iterdir()) == []


def test_check_prints_the_link_that_invites_with_exactly_what_is_needed(host: Host) -> None:
    host.set(DISCORD_TOKEN=TOKEN)
    printed = host("check", code=1)
    link = re.search(r"https://discord\.com/oauth2/authorize\S+", printed)
    assert link is not None
    query = parse_qs(urlsplit(link[0]).query)
    assert query["client_id"] == [str(APPLICATION)]
    assert set(query["scope"][0].split()) == {"bot", "applications.commands"}
    permissions = discord.Permissions(int(query["permissions"][0]))
    assert permissions == discord.Permissions(**dict.fromkeys(NEEDED, True))
    assert query.keys() == {"client_id", "scope", "permissions"}


def test_check_says_in_words_that_discord_can_not_be_reached(host: Host) -> None:
    host.set(DISCORD_TOKEN=TOKEN)
    printed = host.in_a_process("check", code=1)
    assert re.search(r"^Discord could not be reached: .*127\.0\.0\.1", printed, re.MULTILINE)


@pytest.mark.parametrize("verb", ["check", "run"])
@pytest.mark.parametrize(
    ("status", "sentence"), [(401, "Discord does not know"), (403, "Discord c(ould no|an')t be reached")]
)
def test_a_refusal_of_discords_is_told_in_words(
    host: Host, refusing: Callable[[int], str], verb: str, status: int, sentence: str
) -> None:
    host.set(DISCORD_TOKEN=TOKEN)
    host.monkeypatch.setattr(Route, "BASE", refusing(status))
    assert re.search(sentence, host(verb, code=1))


@pytest.mark.parametrize("token", ["not-a-token", "TVRJek5E", "é.ü.ß", "..", "a" * 500])
def test_check_knows_what_is_no_token(host: Host, token: str) -> None:
    host.set(DISCORD_TOKEN=token)
    assert "that is no bot token" in host("check", code=1)


def test_run_says_so_too_and_never_shows_the_token(host: Host) -> None:
    host.set(DISCORD_TOKEN=TOKEN, LOG_LEVEL="DEBUG")
    printed = host.in_a_process("run", code=1)
    assert "Discord can't be reached" in printed
    assert "very-secret" not in printed
    assert "DEBUG" in printed
    assert not re.search(r"DEBUG +(discord|aiosqlite)", printed)  # these tell tokens of interactions


def test_settings_are_read_from_the_file_beside(host: Host) -> None:
    (host.folder / ".env").write_text(f"DATABASE_URL=sqlite:///elsewhere/my.db\nDISCORD_TOKEN={TOKEN}\n")
    printed = host("check", code=1)
    assert "Database elsewhere/my.db" in printed
    assert f"client_id={APPLICATION}" in printed


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL is “LOUD”. Choose one of"),
        ("DATABASE_URL", "mysql://localhost/encore", "only SQLite is supported"),
    ],
)
def test_a_setting_that_can_not_be_meant_is_told_of_in_words(
    host: Host, name: str, value: str, sentence: str
) -> None:
    host.set(**{"DISCORD_TOKEN": TOKEN, name: value})
    for verb in ("run", "check"):
        assert sentence in host(verb, code=1)


def test_an_unknown_verb_is_answered_with_the_known_ones(host: Host) -> None:
    printed = host("dance", code=2)
    assert "invalid choice: 'dance'" in printed
    assert all(verb in printed for verb in ("run", "try", "check", "backup", "restore"))


def test_a_backup_brings_back_what_was_there(host: Host, database: Path) -> None:
    assert "Backed up to copies/one.db, and found it sound." in host("backup", "copies/one.db")
    change(database, lambda tx: first_time(at(on(tx, 1), Millis(0)), 2))
    printed = host("restore", "copies/one.db")
    assert "Restored copies/one.db to data/encore.db" in printed
    old = re.search(r"What was there before is in (\S+)\.$", printed.strip())
    assert old is not None
    assert requests(database) == [1]
    assert requests(host.folder / old[1]) == [1, 2]
    assert "Database data/encore.db: sound" in host("check", code=1)


def test_check_and_forget_list_the_copies_beside_the_database(host: Host, rated: Path) -> None:
    assert "Copies from before" not in host("check", code=1)
    host("backup", "copies/one.db")
    host("restore", "copies/one.db")
    for printed in (host("check", code=1), host("forget", "--user", "5", "--yes")):
        assert "Copies from before an upgrade or a restore. They still hold what was erased since:" in printed
        line = r"^  data/encore-replaced-1\.db \(made \d{4}-\d\d-\d\d, removed after \d{4}-\d\d-\d\d\)$"
        assert re.search(line, printed, re.MULTILINE)
        assert "copies/one.db" not in printed


def test_a_backup_without_a_name_gets_the_date(host: Host, database: Path) -> None:
    name = re.search(r"Backed up to (backups/encore-\d{4}-\d\d-\d\d-\d{6}\.db)", host("backup"))
    assert name is not None
    assert requests(host.folder / name[1]) == requests(database)


def test_what_can_not_be_backed_up_or_restored_is_told_in_words(host: Host, database: Path) -> None:
    host("backup", "one.db")
    assert "one.db exists already" in host("backup", "one.db", code=1)
    assert "There is no file two.db" in host("restore", "two.db", code=1)
    (host.folder / "diary.txt").write_text("Dear diary, today I watched ten episodes.\n" * 100)
    assert "diary.txt is not a sound backup" in host("restore", "diary.txt", code=1)
    with only_process(database):
        assert "Another process already runs on data/encore.db" in host("restore", "one.db", code=1)
    assert "usage:" in host("restore", code=2)
    database.unlink()
    assert "There is no database at data/encore.db" in host("backup", "three.db", code=1)


def test_check_tells_of_a_damaged_database(host: Host, database: Path) -> None:
    database.write_bytes(b"This was a database once. " * 500)
    assert "Database data/encore.db: file is not a database" in host("check", code=1)
    host.set(DISCORD_TOKEN=TOKEN)
    assert "put a backup in its place with `python -m bot restore`" in host("run", code=1)


ANN, BOB = UserId(1_111_111_111_111_111_111), UserId(2_222_222_222_222_222_222)


@pytest.fixture
def rated(database: Path) -> Path:
    """A database in which Ann and Bob have reviewed a show on server 7001, and Ann on 7002, too."""

    def rate(tx: Tx) -> None:
        for guild_id, user_id in ((7001, ANN), (7001, BOB), (7002, ANN)):
            server = on(tx, guild_id)
            add_review(server, ShowId(add_show(server, f"Show {user_id % 10}")), user_id)

    change(database, rate)
    return database


def trace(path: Path, number: int) -> bool:
    """Whether a database has this number anywhere."""
    with closing(sqlite3.connect(path)) as connection:
        return re.search(rf"\b{number}\b", "\n".join(connection.iterdump())) is not None


def test_forget_erases_a_member_everywhere_or_on_one_server(host: Host, rated: Path) -> None:
    assert host("forget", "--user", str(ANN), "--guild", "7002", "--yes") == (
        f"Erased member {ANN} on server 7002.\n"
    )
    assert trace(rated, ANN)
    assert host("forget", "--user", str(ANN), "--yes") == f"Erased member {ANN} on server 7001.\n"
    assert not trace(rated, ANN)
    assert trace(rated, BOB)
    assert "Nothing is stored" in host("forget", "--user", str(ANN), "--yes")
    assert backup.health(rated) == []


def test_forget_erases_a_server(host: Host, rated: Path) -> None:
    assert re.fullmatch(r"Erased \d+ rows of server 7001.\n", host("forget", "--guild", "7001", "--yes"))
    assert not trace(rated, 7001)
    assert trace(rated, 7002)
    assert not trace(rated, BOB)


def test_forget_asks_first_and_wants_to_know_whom(host: Host, rated: Path) -> None:
    host.monkeypatch.setattr("builtins.input", str.upper)  # whatever is asked, that is no yes
    assert host("forget", "--user", str(ANN), code=1) == "Nothing was erased.\n"
    assert trace(rated, ANN)
    assert "Say whose data" in host("forget", code=1)
    with only_process(rated):
        assert "Another process" in host("forget", "--user", str(ANN), "--yes", code=1)
