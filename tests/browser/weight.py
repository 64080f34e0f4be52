"""What a first visit of a page brings over the wire, as Chromium counts it."""

from playwright.sync_api import BrowserContext, Page


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
