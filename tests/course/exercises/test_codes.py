"""cnnviz.course.exercises.codes: a code holds the answers exactly, and tells when a letter of it is wrong."""

import contextlib
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.course.exercises import codes
from cnnviz.course.exercises.asked import CHOICE, NUMBER, ORDER, POINT, SHOWN, SIZE, WHICH, Asked
from cnnviz.errors import InputError
from cnnviz.training.store.taught.exercises import ALPHABET, ID

IDS = st.text(ALPHABET, min_size=ID, max_size=ID)
MAPS = {"right": ((1.0, 2.0),), "sign": ((-1.0, -2.0),), "turned": ((2.0, 1.0),)}


def options(count: int) -> dict[str, str]:
    return {f"a{place}": f"answer {place}" for place in range(count)}


@st.composite
def answered(draw: st.DrawFn) -> tuple[Asked, object]:
    """A question, and an answer to it or none."""
    kind = draw(st.sampled_from([CHOICE, NUMBER, ORDER, POINT, SIZE, WHICH]))
    named = options(draw(st.integers(2, 8)))
    if kind == NUMBER:
        digits, power = draw(st.integers(-(10**7) + 1, 10**7 - 1)), draw(st.integers(-9, 9))
        return Asked(kind, "?", 0.0), draw(st.sampled_from([None, float(f"{digits}e{power}")]))
    if kind == CHOICE:
        return Asked(kind, "?", "a0", options=named), draw(st.sampled_from([None, *named]))
    if kind == ORDER:
        order = tuple(draw(st.permutations(sorted(named))))
        return Asked(kind, "?", tuple(named), options=named), draw(st.sampled_from([None, order]))
    if kind == WHICH:
        return Asked(kind, "?", "right", matrices=MAPS), draw(st.sampled_from([None, *MAPS]))
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(2, 12))
    cell = (draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1)))
    shown = {SHOWN: tuple((0.0,) * columns for _ in range(rows))} if kind == POINT else {}
    return Asked(kind, "?", (1, 1), matrices=shown), draw(st.sampled_from([None, cell]))


TESTS = st.lists(answered(), max_size=8)


@given(IDS, TESTS)
def test_a_code_is_read_as_what_was_answered(id: str, tests: list[tuple[Asked, object]]) -> None:
    asked, answers = [one for one, _ in tests], [answer for _, answer in tests]
    read = codes.read(codes.code(id, asked, answers), id, asked)  # type: ignore[arg-type]
    for wanted, got in zip(answers, read, strict=True):
        assert got == (pytest.approx(wanted, rel=1e-9) if isinstance(wanted, float) else wanted)


@given(IDS, TESTS, st.data())
def test_a_wrong_letter_or_two_that_were_swapped_are_told(id: str, tests: list, data: st.DataObject) -> None:
    asked = [one for one, _ in tests]
    plain = codes.code(id, asked, [answer for _, answer in tests]).replace("-", "")
    place = data.draw(st.integers(0, len(plain) - 2))
    letter = data.draw(st.sampled_from([one for one in codes.ALPHABET if one != plain[place]]))
    damaged = [plain[:place] + letter + plain[place + 1 :]]
    if plain[place] != plain[place + 1]:
        damaged.append(plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :])
    for one in damaged:
        with pytest.raises(InputError):
            codes.read(one, id, asked)


@settings(max_examples=300)
@given(st.text(max_size=40), TESTS)
def test_whatever_is_typed_is_a_code_or_told(text: str, tests: list) -> None:
    with contextlib.suppress(InputError):
        codes.read(text, "0" * ID, [one for one, _ in tests])


def test_it_is_typed_by_hand_in_any_case_with_any_separators_and_letters_that_look_alike() -> None:
    asked = [Asked(NUMBER, "?", 0.0), Asked(CHOICE, "?", "a0", options=options(4))]
    id = "10" * (ID // 2)
    code = codes.code(id, asked, [-4.0, "a2"])
    for typed in (
        code.lower(),
        code.replace("-", " "),
        code.replace("1", "l").replace("0", "o"),
        code.replace("1", "I"),
    ):
        assert codes.read(typed, id, asked) == (-4.0, "a2")


def test_of_three_questions_it_is_short_enough_to_be_typed() -> None:
    asked = [
        Asked(NUMBER, "?", 0.0),
        Asked(CHOICE, "?", "a0", options=options(4)),
        Asked(ORDER, "?", ("a0",), options=options(4)),
    ]
    code = codes.code("z" * ID, asked, [-0.375, "a3", ("a3", "a2", "a1", "a0")])
    assert len(code.replace("-", "")) <= 16


def test_a_code_of_another_exercise_is_told_as_that() -> None:
    with pytest.raises(InputError, match="another exercise"):
        codes.read(codes.code("0" * ID, [], []), "z" * ID, [])


def test_numbers_beyond_what_fits_are_still_numbers() -> None:
    asked = [Asked(NUMBER, "?", 0.0)]
    for value, near in ((1e30, 1e21), (1e-30, 0.0), (math.pi, math.pi), (-123456.789, -123456.8)):
        (read,) = codes.read(codes.code("0" * ID, asked, [value]), "0" * ID, asked)
        assert read == pytest.approx(near, rel=1e-5) or float(str(read)) > near / 2 > 1e20


def test_pasted_lines_have_names_before_or_behind_and_say_which_code_is_wrong() -> None:
    asked = [Asked(NUMBER, "?", 4.0)]
    id = "abcdefghjkmnpqrstvwx"
    code = codes.code(id, asked, [4.0])
    text = f"Ada Lovelace: {code}\n{code.lower()} Bob\n\n{code}\nEve {code[:-1]}\n{codes.code('0' * ID, asked, [1.0])}"
    lines = codes.lines(text, id, asked)
    assert [line.who for line in lines[:3]] == ["Ada Lovelace", "Bob", ""]
    assert [line.given for line in lines[:3]] == [(4.0,)] * 3
    assert lines[3].trouble == codes.WRONG
    assert lines[4].trouble == codes.OTHER


def test_a_long_line_of_letters_is_looked_at_as_often_as_a_code_has_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, looked = [Asked(NUMBER, "?", 4.0)], []
    checksum = codes._checksum

    def counted(values: list[int]) -> int:
        looked.append(len(values))
        return checksum(values)

    monkeypatch.setattr(codes, "_checksum", counted)
    for text in ("0 " * 10_000, "0" * 20_000, "0 -" * 6_000):
        (line,) = codes.lines(text, "0" * ID, asked)
        assert line.trouble == codes.WRONG
    assert len(looked) < 200
    assert max(looked) < 20


@given(st.lists(st.integers(0, 31)))
def test_a_checksum_a_letter_at_a_time_is_that_of_its_bits(values: list[int]) -> None:
    register = 2**codes.CHECK - 1
    for bit in "".join(f"{value:05b}" for value in values):
        out = register >> codes.CHECK - 1 ^ int(bit)
        register = (register << 1 & 2**codes.CHECK - 1) ^ (codes.POLYNOMIAL if out else 0)
    assert codes._checksum(values) == register
