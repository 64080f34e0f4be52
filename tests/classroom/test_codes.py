"""Codes are read however they are typed, and no two of their letters look alike."""

import pytest

from cnnviz import limits
from cnnviz.classroom import codes


def test_a_code_is_read_out_in_groups_and_read_again() -> None:
    code = codes.new()
    assert len(code) == codes.LENGTH
    assert codes.read(codes.written(code)) == code
    assert codes.read(f"  {code[:4].lower()} – {code[4:]} ") == code


@pytest.mark.parametrize("typed", ["", "CDFH", "CDFHJ347X", "CDFHJ34O", "ÇDFHJ347", "'; --", "C" * 10_000])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.read(typed) == ""


def test_no_letter_looks_or_sounds_like_another() -> None:
    for alike in ("0OQ", "1IL", "2Z", "5S", "6G", "8B", "UV", "MN", "VW"[:1] + "U"):
        assert len(set(alike) & set(codes.LETTERS)) <= 1, alike


def test_guessing_takes_longer_than_a_class_lasts() -> None:
    codes_there_are = len(codes.LETTERS) ** codes.LENGTH
    guesses = limits.CLASS_GUESSES * 60 * limits.CLASS_HOURS
    assert guesses * limits.CLASSES / codes_there_are < 0.002


def test_codes_and_secrets_differ() -> None:
    assert len({codes.new() for _ in range(1000)}) == 1000
    assert len(codes.new_secret()) == 32
