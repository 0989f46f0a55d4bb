"""The project itself: what is in the wheel, and what must not be in any file."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {"bot", "cogs"}
OURS = PACKAGES | {"tests", "benchmarks", "scripts", "docs", ".ci", ".github"}
"""Folders with files of ours; whatever stands beside them is made by tools."""
# Written in parts, so that this file passes, too.
REGISTRIES = [".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
    ("deb", "debian", "org"), ("security", "debian", "org"), ("crates", "io"), ("proxy", "golang", "org"),
    ("conda", "anaconda", "org"), ("archive", "ubuntu", "com"), ("rubygems", "org"),
)]  # fmt: skip


def files() -> Iterator[Path]:
    """Every file of ours that is text."""
    tops = [path for path in ROOT.iterdir() if path.is_file() or path.name in OURS]
    for top in tops:
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and b"\0" not in path.read_bytes()[:4096]:
                yield path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    here = ["--no-build-isolation"] if find_spec("hatchling") else []
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--retries=1", "wheel", *here]
    built = subprocess.run(
        [*command, "--no-deps", f"--wheel-dir={folder}", str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode and "No matching distribution found for hatchling" in built.stderr:
        pytest.skip("hatchling is not installed and can't be fetched from here")
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_carries_everything_the_bot_reads(wheel: zipfile.ZipFile) -> None:
    packed = set(wheel.namelist())
    wanted = {str(path.relative_to(ROOT)) for path in files() if path.relative_to(ROOT).parts[0] in PACKAGES}
    assert wanted <= packed
    for ending in (".sql", ".toml", ".py"):
        assert any(name.startswith("bot/") and name.endswith(ending) for name in wanted), ending


def test_the_wheel_carries_the_licence_and_nothing_else_of_ours(wheel: zipfile.ZipFile) -> None:
    packed = wheel.namelist()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in packed)
    assert {name.split("/")[0] for name in packed if ".dist-info" not in name} == PACKAGES


def test_the_wheel_installs_the_command(wheel: zipfile.ZipFile) -> None:
    (name,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "encore = bot.cli.main:main" in wheel.read(name).decode()


def test_the_extras_are_those_the_readme_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"try", "dev", "fast"} <= project["optional-dependencies"].keys()
    fast = " ".join(project["optional-dependencies"]["fast"])
    assert "uvloop" in fast
    assert "discord.py[speed]" in fast
    (simcord,) = project["optional-dependencies"]["try"]
    assert re.fullmatch(
        r"simcord\[preview\]>=\d+\.\d+\.\d+,<\d+\.\d+", simcord
    )  # its minor version is pinned


def test_every_library_that_is_imported_is_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[\[<>=; ]", each)[0] for each in project["dependencies"]}
    called = {"dotenv": "python-dotenv", "PIL": "pillow", "discord": "discord.py", "yarl": "discord.py"}
    code = [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES]
    imported = {name.split(".")[0] for path in code for name in imports(path)} - sys.stdlib_module_names
    data = {"tzdata"}  # the standard library finds it by itself
    assert {called.get(name, name) for name in imported - PACKAGES - {"simcord"}} == needed - data


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_no_file_names_a_package_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in files()
        for host in REGISTRIES
        if host in path.read_text("utf-8", "replace")
    ]
    assert found == []


def test_no_file_holds_a_token() -> None:
    token = re.compile(r"[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}")
    assert [path for path in files() if token.search(path.read_text("utf-8", "replace"))] == []


def test_what_a_host_keeps_to_itself_is_ignored_by_git() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"/data/", "/.env", "backups/"} <= set(ignored)
