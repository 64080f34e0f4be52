"""What a first visit of a page brings over the wire, as Chromium counts it, and how much it may."""

from playwright.sync_api import BrowserContext, Page

from cnnviz.ui import catalogue

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


class Weight:
    """Counts what a tab receives by HTTP from now on, heads included, in bytes by address."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self._addresses: dict[str, str] = {}
        self._sizes: dict[str, float] = {}
        session = context.new_cdp_session(page)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._ended)
        session.send("Network.enable")

    def _answered(self, event: dict) -> None:
        self._addresses[event["requestId"]] = event["response"]["url"]

    def _ended(self, event: dict) -> None:
        self._sizes[event["requestId"]] = event["encodedDataLength"]

    @property
    def megabytes(self) -> float:
        """Of all that has come, but for the maps of a run that is played: they come as long as it is."""
        film = {key for key, address in self._addresses.items() if address.endswith("/seen")}
        return sum(size for key, size in self._sizes.items() if key not in film) / 1e6

    def heaviest(self) -> list[tuple[str, int]]:
        """The ten largest, in kilobytes."""
        found = {
            self._addresses.get(key, "").rsplit("/", 1)[-1]: round(size / 1e3) for key, size in self._sizes.items()
        }
        return sorted(found.items(), key=lambda one: -one[1])[:10]

    def has(self, part: str) -> bool:
        """Whether an address with this in it was asked for."""
        return any(part in address for address in self._addresses.values())


def too_much(tab: Page, weight: Weight, entry: catalogue.Entry) -> list[str]:
    """What a first visit that has settled, weighed from its beginning, brings that it should not, in sentences."""
    # A run is fetched when the page has settled.
    tab.wait_for_load_state("networkidle")
    found = [f"an icon is a word: {word}" for word in tab.evaluate(WORDS)]
    charts = entry in WITH_CHARTS
    if weight.has("PlotlyChart") != charts:
        found.append("the script of charts is missing" if charts else "the script of charts comes without one")
    if not 0.6 < weight.megabytes < (CHART if charts else PLAIN):
        found.append(f"{weight.megabytes:.2f} MB over the wire: {weight.heaviest()}")
    return found
