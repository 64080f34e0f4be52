"""How much a first visit brings over the wire."""

import itertools

import pytest

from cnnviz.ui import catalogue
from tests.browser.conftest import NewPage
from tests.browser.waiting import settled
from tests.browser.weight import Weight

WITH_CHARTS = [
    catalogue.LOOKS,
    catalogue.OWN_CLASSES,
    catalogue.FIND,
    catalogue.ARCHITECTURES,
    catalogue.DEEPER,
    catalogue.FIELD,
    catalogue.DATA,
    catalogue.ACTIVATIONS,
    catalogue.ONE_STEP,
]
# Megabytes without a chart, and with one.
PLAIN, CHART = 1.2, 2.5
# The icons that are not words instead: each is as wide as high.
WORDS = """
() => [...document.querySelectorAll("[data-testid=stIconMaterial]")].filter((icon) => icon.checkVisibility())
    .filter((icon) => icon.scrollWidth > 1.2 * icon.offsetHeight).map((icon) => icon.textContent)
"""


@pytest.mark.parametrize("entry", [*itertools.chain(*catalogue.SECTIONS.values())], ids=lambda entry: entry.path)
def test_a_first_visit_stays_within_its_budget(entry: catalogue.Entry, page: NewPage) -> None:
    tab = page(width=1400)
    weight = Weight(tab.context, tab)
    tab.goto("/" if entry is catalogue.HOME else f"/{entry.path}")
    settled(tab)
    # A run is fetched when the page has settled.
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate(WORDS) == []
    assert weight.has("PlotlyChart") == (entry in WITH_CHARTS)
    assert 0.6 < weight.megabytes < (CHART if entry in WITH_CHARTS else PLAIN), weight.heaviest()
