"""docs/hosting.md says what the code does. `python -m tests.test_hosting` writes its table of limits anew."""

import re
import shlex
from pathlib import Path

import pytest

from cnnviz import limits
from cnnviz.api.guards import embedding
from cnnviz.classroom import codes, seats
from tests.test_compose import DOCKERFILE, is_read

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "hosting.md"
TEXT = PAGE.read_text(encoding="utf-8")
HEAD = "| limit | unless set | what for |\n| --- | --: | --- |\n"
CAP = re.compile(r"^([A-Z_]+) = _(?:cap|seconds)\(")
BYTES = re.compile("BYTES|HELD|(?<!CLASS_)ANSWERS|MEMORY")
MADE_ELSEWHERE = {"FORWARDED_ALLOW_IPS", "POSTGRES_PASSWORD", "PIP_EXTRA_INDEX_URL"}


def table() -> str:
    """Every cap with its default, and beside the first of each paragraph what limits.py says of them."""
    rows, said = [], ""
    for line in (ROOT / "cnnviz" / "limits.py").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            said = f"{said} {line[2:]}".strip()
        elif found := CAP.match(line):
            value = getattr(limits, found[1])
            rows.append(f"| `{found[1]}` | {size(value) if BYTES.search(found[1]) else f'{value:,}'} | {said} |")
            said = ""
        elif line:
            said = ""
    return HEAD + "\n".join(rows) + "\n"


def size(count: int) -> str:
    """Bytes as people say them: "20 MB"."""
    for unit, name in ((2**30, "GB"), (2**20, "MB"), (2**10, "kB")):
        if count >= unit:
            return f"{count / unit:,.4g} {name}"
    return f"{count} B"


def test_the_table_of_limits_is_that_of_the_code() -> None:
    assert TEXT.endswith(table()), "Run python -m tests.test_hosting."
    caps = {name for name in vars(limits) if name.isupper() and not name.startswith("_")}
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", TEXT, re.MULTILINE)) == caps


def test_every_variable_named_is_one_that_is_read() -> None:
    named = set(re.findall(r"\b(?:CNNVIZ|FORWARDED|POSTGRES|PIP)_[A-Z_]+\b", TEXT))
    assert {"CNNVIZ_HOSTS", "CNNVIZ_FRAME_ANCESTORS", "CNNVIZ_HOME", "CNNVIZ_STORE_DAYS"} <= named
    assert not {one for one in named - MADE_ELSEWHERE if not is_read(one)}


def test_what_is_said_of_guessing_codes_is_what_follows_from_the_limits() -> None:
    there_are = len(codes.LETTERS) ** codes.LENGTH
    day = limits.CLASS_GUESSES * 60 * 24
    chance = day * limits.CLASSES / there_are
    for said in (
        f"one of {there_are / 1e9:.1f} billion",
        f"`CNNVIZ_CLASS_GUESSES` ({limits.CLASS_GUESSES}) wrong ones a minute",
        f"server, {day:,} in a day",
        f"{limits.CLASSES} classes are open",
        f"chance of {chance:.2%} on one server, of {4 * chance:.2%} on four".replace("%", " %"),
        f"a {({50: 'fiftieth'})[limits.CLASSES // 10]} of it",
        f"after {({5: 'five'})[round(seats.EMPTY / 60)]} minutes",
    ):
        assert said in TEXT.replace("\n", " "), said


@pytest.mark.parametrize("sites", re.findall(r'CNNVIZ_FRAME_ANCESTORS="([^"]+)"', TEXT.replace("\n", " ")))
def test_sites_are_written_as_they_are_read(sites: str) -> None:
    assert embedding.ancestors(sites)


def test_options_of_streamlit_are_its_own() -> None:
    from streamlit import config  # noqa: PLC0415

    options = set(re.findall(r"--((?:server|browser)\.\w+)", TEXT + DOCKERFILE))
    assert len(options) > 2
    assert all(config.get_option(option) is not None or option in config._config_options_template for option in options)


@pytest.mark.parametrize("place", sorted(set(re.findall(r"`([\w./]+\.(?:py|txt|yaml))`", TEXT)) | {"Dockerfile"}))
def test_files_named_are_there(place: str) -> None:
    assert (ROOT / place).is_file()


def test_commands_named_are_there() -> None:
    targets = set(re.findall(r"(?:^    |`)make ([a-z]+)", TEXT, re.MULTILINE))
    assert targets
    assert not targets - set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for module in re.findall(r"python -m (benchmarks\.\w+)", TEXT):
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_what_a_proxy_lets_through_holds_an_upload() -> None:
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", TEXT)
    assert int(megabytes) * 2**20 >= limits.BODY_BYTES


def copied() -> list[str]:
    """What the Dockerfile copies from here by name."""
    return [place for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE) for place in shlex.split(line)[:-1]]


def test_the_image_holds_what_its_commands_name() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert {"app.py", "cnnviz", "pages", "requirements.txt", ".streamlit/config.toml"} <= kept
    assert all((ROOT / one).exists() for one in {*kept, *copied()})
    compiled = re.findall(r"compileall -q ([^\n]+)", DOCKERFILE)[0].split()
    assert set(compiled) <= kept


if __name__ == "__main__":
    PAGE.write_text(
        TEXT[: TEXT.index("| limit |")] + table() if "| limit |" in TEXT else TEXT + table(), encoding="utf-8"
    )
