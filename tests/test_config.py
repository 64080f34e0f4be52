import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

CONFIG = Path(__file__).parents[1] / ".streamlit" / "config.toml"

# The promises: nothing leaves the machine, nothing tells an attacker or a learner what is inside, reruns are cheap.
PROMISED = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "server.address": "127.0.0.1",
    "server.disconnectedSessionTTL": 60,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 21,
    "server.showEmailPrompt": False,
}


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """The options of a TOML table by their dotted names."""
    options: dict[str, Any] = {}
    for name, value in table.items():
        dotted = f"{prefix}{name}"
        options |= flat(value, f"{dotted}.") if isinstance(value, dict) else {dotted: value}
    return options


SET = flat(tomllib.loads(CONFIG.read_text()))


def luminance(colour: str) -> float:
    """WCAG 2's relative luminance of "#RRGGBB", 0 to 1."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("option", PROMISED)
def test_a_promised_option_is_set(option: str) -> None:
    assert SET[option] == PROMISED[option]
    assert type(SET[option]) is type(PROMISED[option])


@pytest.mark.parametrize("option", SET)
def test_every_option_still_exists_in_this_streamlit(option: str) -> None:
    template = config._config_options_template
    assert option in template, f"Streamlit ignores {option}: it has been renamed or removed."
    assert not template[option].deprecated


def test_streamlit_reads_the_same_values_from_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CONFIG.parents[1])
    before = config._config_options
    try:
        read = config.get_config_options(force_reparse=True)
        assert {option: read[option].value for option in PROMISED} == PROMISED
    finally:
        config._config_options = before


def test_no_font_is_fetched() -> None:
    fonts = {option: value for option, value in SET.items() if option.lower().endswith("font")}
    assert fonts
    # Streamlit's own, or names of fonts that systems have: an address would follow a colon.
    assert all(re.fullmatch(r"[\w\-, ']+", value) for value in fonts.values())
    assert all(re.search(r"(sans-serif|serif|monospace)$", value) for value in fonts.values())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("ink", ["textColor", "linkColor"])
def test_words_stand_out_from_their_background(scheme: str, ground: str, ink: str) -> None:
    assert contrast(SET[f"theme.{scheme}.{ink}"], SET[f"theme.{scheme}.{ground}"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_primary_colour_stands_out_and_so_does_white_on_it(scheme: str) -> None:
    primary = SET[f"theme.{scheme}.primaryColor"]
    assert contrast(primary, SET[f"theme.{scheme}.backgroundColor"]) >= 4.5
    assert contrast(primary, "#FFFFFF") >= 3


@pytest.mark.parametrize("scale", ["theme.chartSequentialColors", "theme.chartDivergingColors"])
def test_a_colour_scale_has_the_ten_colours_streamlit_asks_for(scale: str) -> None:
    assert len(SET[scale]) == 10


def test_the_sequential_scale_gets_lighter_from_step_to_step() -> None:
    steps = [luminance(colour) for colour in SET["theme.chartSequentialColors"]]
    assert all(darker < lighter for darker, lighter in pairwise(steps))
