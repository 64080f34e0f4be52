"""cnnviz.limits: what the environment says of each cap is taken, or one sentence ends the process."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cnnviz import limits

ROOT = Path(__file__).parents[1]
CAPS = sorted(name for name in vars(limits) if name.isupper() and not name.startswith("_"))
# Loads the caps anew for each of the values it is asked for, in one process.
EACH = """
import importlib, json, os, sys
from cnnviz import limits
told = []
for name, said in json.load(sys.stdin):
    os.environ["CNNVIZ_" + name] = said
    try:
        told.append(getattr(importlib.reload(limits), name))
    except SystemExit as sentence:
        told.append(str(sentence))
    del os.environ["CNNVIZ_" + name]
json.dump(told, sys.stdout)
"""
WRONG = ("-1", "abc", "1.5", "1e6", "20 MB", "١.", "9" * 30, "9" * 5000, "inf", "0x10", "−5", "true")


def unset() -> dict[str, str]:
    return {name: said for name, said in os.environ.items() if name.removeprefix("CNNVIZ_") not in CAPS}


def told(asked: list[tuple[str, str]]) -> list[int | str]:
    """What becomes of each cap when the environment says that of it: the cap, or the sentence."""
    done = subprocess.run(
        [sys.executable, "-c", EACH],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        env=unset(),
        cwd=ROOT,
    )
    return json.loads(done.stdout)


def started(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    said = {**unset(), **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=said, cwd=ROOT)


def test_every_wrong_value_of_every_cap_is_one_sentence_that_says_the_range() -> None:
    asked = [(name, said) for name in CAPS for said in WRONG]
    for (name, said), sentence in zip(asked, told(asked), strict=True):
        assert isinstance(sentence, str), (name, said)
        found = re.fullmatch(
            rf"CNNVIZ_{name} is “(.*)”\. Set it to a whole number from (\d+) to (\d+), or to nothing\.", sentence
        )
        assert found, sentence
        assert found[1] in (said, f"{said[:39]}…")
        assert int(found[2]) < int(found[3])


def test_the_ends_of_every_range_are_taken_and_what_is_beyond_is_not() -> None:
    ranges = [re.findall(r"from (\d+) to (\d+)", str(one))[0] for one in told([(name, "-1") for name in CAPS])]
    ends = [(name, end) for name, both in zip(CAPS, ranges, strict=True) for end in both]
    assert told(ends) == [int(end) for _, end in ends]
    beyond = [
        (name, str(wrong))
        for name, (low, high) in zip(CAPS, ranges, strict=True)
        for wrong in (int(low) - 1, int(high) + 1)
    ]
    assert all(isinstance(one, str) for one in told(beyond))
    # All defaults are within their own ranges.
    assert all(int(low) <= getattr(limits, name) <= int(high) for name, (low, high) in zip(CAPS, ranges, strict=True))


def test_a_cap_that_is_set_to_nothing_keeps_its_default() -> None:
    usual = told([(name, " ") for name in CAPS])
    assert told([(name, "") for name in CAPS]) == usual
    assert all(isinstance(one, int) for one in usual)


def test_the_least_side_is_not_above_the_most() -> None:
    done = started("import cnnviz.limits", CNNVIZ_MIN_SIDE="1024", CNNVIZ_MAX_SIDE="512")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "CNNVIZ_MIN_SIDE is “1024”. Set it to a whole number from 1 to 512, or to nothing.\n"


@pytest.mark.parametrize("end", ["low", "high"])
def test_the_app_loads_with_every_cap_at_an_end_of_its_range(end: str) -> None:
    ranges = [re.findall(r"from (\d+) to (\d+)", str(one))[0] for one in told([(name, "-1") for name in CAPS])]
    caps = {f"CNNVIZ_{name}": both[end == "high"] for name, both in zip(CAPS, ranges, strict=True)}
    done = started(
        "import cnnviz.api.uploads, cnnviz.api.runs.routes, cnnviz.ui.serving, cnnviz.ui.lab.laboratory", **caps
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_server_with_a_wrong_cap_does_not_start_and_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.port", "0"]
    said = {**unset(), "CNNVIZ_MAX_SIDE": "large", "CNNVIZ_HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=said, cwd=ROOT, timeout=60)
    assert done.returncode == 1
    assert "CNNVIZ_MAX_SIDE is “large”. Set it to a whole number from" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
