"""cnnviz.course.exercises.handed_in: a page without Python reads and judges every code as the server does."""

import itertools
import json
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from cnnviz.course import misconceptions
from cnnviz.course.exercises import asked, codes, handed_in
from cnnviz.course.exercises.asked import CHOICE, NUMBER, ORDER, POINT, SHOWN, SIZE, WHICH, Asked
from cnnviz.course.questions import Given
from cnnviz.figures.networks import architectures
from cnnviz.ui import words
from tests import node

DRIVER = Path(__file__).with_name("checking_driver.mjs")
HERE, ELSEWHERE = "abcdefghjkmnpqrstvwx", "zyxwvtsrqpnmkjhgfedc"
SQUARE = tuple((float(row), 1.0, -2.5) for row in range(3))
ASKED = (
    Asked(NUMBER, "Rows, *really*?", 4.0, traps={"keeps-size": 8.0, "rounds-up": 5.0}),
    Asked(NUMBER, "How much?", -0.375),
    Asked(CHOICE, "Which <b>one</b>?", "a1", options={"a0": "=1+1, “no”", "a1": 'yes, "this"', "a2": "neither"}),
    Asked(ORDER, "Order", ("a2", "a0", "a1", "a3"), options={f"a{at}": f"thing {at}" for at in range(4)}),
    Asked(WHICH, "Which map?", "right", matrices={"right": SQUARE, "turned": SQUARE[::-1], "sign": SQUARE[:2]}),
    Asked(WHICH, "Which row?", "right", matrices={"right": ((1.0, 2.5),), "turned": ((2.5, 1.0),)}),
    Asked(POINT, "Where?", (1, 2), matrices={SHOWN: SQUARE}),
    Asked(SIZE, "How large?", (4, 6), of=(8, 12), traps={"same-stride": (8, 12), "rounds-up": (5, 7)}),
)
LONG = (
    Asked(ORDER, "All", tuple(f"a{at:02}" for at in range(22)), options={f"a{at:02}": f"{at}" for at in range(22)}),
)


def answers(asked: Asked, drawn: random.Random) -> Given | None:  # noqa: PLR0911
    """The key, a misconception's, something else or nothing."""
    if drawn.random() < 0.15:
        return None
    if drawn.random() < 0.4:
        return drawn.choice([asked.key, *asked.traps.values()])
    match asked.kind:
        case "number":
            return drawn.choice([float(asked.key) * 1.0009, drawn.uniform(-1e7, 1e7), 0.0, 1e-9, 7e22, 1 / 3, -3.0])  # type: ignore[arg-type]
        case "order":
            return tuple(drawn.sample(sorted(asked.options), len(asked.options)))
        case "point":
            return drawn.randrange(3), drawn.randrange(3)
        case "size":
            return drawn.randrange(1, 20), drawn.randrange(1, 3000)
    return drawn.choice(codes.chosen(asked))


def code(id: str, asked: Sequence[Asked], drawn: random.Random) -> str:
    return codes.code(id, asked, [answers(one, drawn) for one in asked])


def damaged(text: str, drawn: random.Random) -> str:
    """With a wrong letter, one too few or too many, two that were swapped, or in other letters."""
    at = drawn.randrange(len(text) - 1)
    return drawn.choice(
        [
            text[:at] + drawn.choice(codes.ALPHABET) + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + drawn.choice("0UÄß²٣") + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            text.lower().replace("0", "o").replace("1", "l"),
            text.replace("-", drawn.choice([" ", "", "–", "\u2003", "\x1f"])),
        ]
    )


NAMES = (
    "Ada Lovelace: ",
    "=1+1 ",
    "@SUM(A1:A9);",
    "<img src=x onerror=alert(1)> ",
    "-2+3, ",
    'O"Hara ',
    "",
    "\tÉve\u00a0Ü ",
    "１２ 李雷 ",
    "+49 ",
    "x;=1+1;; @y; ",
    "＝1 ",
)


def pasted(asked: Sequence[Asked], count: int, seed: int) -> str:
    """So many lines: codes with names before or behind, damaged ones, another exercise's, and some twice."""
    drawn, made = random.Random(seed), list[str]()
    for at in range(count):
        known = code(HERE if drawn.random() < 0.85 else ELSEWHERE, asked, drawn)
        known = damaged(known, drawn) if drawn.random() < 0.3 else known
        name = drawn.choice(NAMES)
        made.append(f"{name}{known}" if drawn.random() < 0.7 else f"{known} {name}")
        if at % 7 == 0:
            made.append(made[-1])
    return "".join(line + drawn.choice(["\n", "\r\n", "\n\n", "\x85", "\u2028"]) for line in made)


def on_the_page(asked: Sequence[Asked], texts: Sequence[str]) -> list[dict[str, Any]]:
    """What a checking page makes of each text."""
    exercise = handed_in.told(HERE, asked, words.plain)
    told: list[dict[str, Any]] = node.answers(DRIVER, [{"exercise": exercise, "pasted": text} for text in texts])
    return told


def plain(value: object) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("asked", [ASKED, ASKED[:1], ASKED[2:4], LONG, (*ASKED, *LONG)], ids=len)
def test_a_page_without_python_reads_and_judges_every_code_as_the_server_does(asked: Sequence[Asked]) -> None:
    texts = [pasted(asked, 40, seed) for seed in range(4)] + [pasted(asked, 500, 9)]
    texts += ["", " ", "nobody", "0" * 400, "0 " * 300, "\ufeff" + code(HERE, asked, random.Random(1))]
    for text, page in zip(texts, on_the_page(asked, texts), strict=True):
        lines = codes.lines(text, HERE, asked)
        table = handed_in.rows(lines, asked, words.plain)
        assert page["lines"] == plain([asdict(line) for line in lines])
        assert page["rows"] == table
        assert page["questions"] == handed_in.by_question(lines, asked, words.plain)
        assert not table or page["csv"] == architectures.as_csv(table)


def test_whatever_letters_are_pasted_both_say_the_same() -> None:
    drawn = random.Random(3)
    letters = [*codes.ALPHABET, *"-–; ,:\t\n\x1c\x1d\u3000\ufeffßıİſµ²Ⅷ①é李٣𝟙\U0001f600oOlI"]
    known = code(HERE, ASKED[:3], drawn)
    texts = ["".join(drawn.choices(letters, k=drawn.randrange(60))) for _ in range(200)]
    texts += [known[:at] + letter + known[at:] for at, letter in itertools.product((0, 5), letters)]
    for text, page in zip(texts, on_the_page(ASKED[:3], texts), strict=True):
        lines = codes.lines(text, HERE, ASKED[:3])
        assert page["lines"] == plain([asdict(line) for line in lines]), ascii(text)


def test_who_answered_what_which_is_right_and_what_is_believed() -> None:
    lines = codes.lines(f"Ada {codes.code(HERE, ASKED[:2], [8.0, None])}\n=1+1 0000-0000-0", HERE, ASKED[:2])
    believed = misconceptions.MISCONCEPTIONS["keeps-size"].name
    first, second = handed_in.rows(lines, ASKED[:2])
    assert first == {
        "Who": "Ada",
        "Question 1": "✗ 8",
        "Question 2": "–",
        "Right": "0 of 2",
        "Misconceptions": believed,
    }
    assert second["Who"] == "'=1+1 0000-0000-0"
    assert second["Right"] == codes.WRONG
    first, other = handed_in.by_question(lines, ASKED[:2])
    assert first["Wrong answers"] == f"1 × 8 ({believed})"
    assert (first["Right"], other["Not answered"]) == ("0 of 1", "1")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("Ada;=1+1;2; @x", "Ada;'=1+1;2; '@x"),
        ("＋1", "'＋1"),
        ("Ada-Mae = 5; Bob", "Ada-Mae = 5; Bob"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula_whatever_ends_one(said: str, shown: str) -> None:
    assert handed_in.harmless(said) == shown


def test_a_misconception_that_is_not_known_any_more_has_no_name_on_either_page() -> None:
    asked = (Asked(NUMBER, "Rows?", 4.0, traps={"of-old": 8.0}),)
    text = codes.code(HERE, asked, [8.0])
    ((page,), lines) = on_the_page(asked, [text]), codes.lines(text, HERE, asked)
    assert page["rows"] == handed_in.rows(lines, asked)
    assert page["questions"] == handed_in.by_question(lines, asked)
    assert page["rows"][0]["Misconceptions"] == ""


def test_every_misconception_that_is_asked_for_has_a_name() -> None:
    """Exercises of earlier versions know of none."""
    told = handed_in.told(HERE, ASKED)
    assert set(told["misconceptions"]) == {"keeps-size", "rounds-up", "same-stride"}
    kept = plain(asdict(ASKED[0]))
    assert asked.read(kept) == ASKED[0]
    del kept["traps"]
    assert asked.read(kept).traps == {}
