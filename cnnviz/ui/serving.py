"""The middleware before Streamlit, told what only Streamlit knows."""

import asyncio
import importlib
import inspect
import ipaddress
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.middleware import Middleware
from streamlit import config, file_util, runtime

from cnnviz import ui
from cnnviz.api import classroom, runs, tidying
from cnnviz.api.guards.closed import Closed
from cnnviz.api.guards.hosts import Hosts
from cnnviz.api.guards.requests import Requests
from cnnviz.api.guards.sockets import Sockets
from cnnviz.api.icons import Icons
from cnnviz.api.packed import Packing
from cnnviz.api.prompt import Prompt
from cnnviz.images.samples import still_life
from cnnviz.ui.first_paint import FirstPaint

# The script itself: to import it is to run it.
MAIN = f"{ui.__name__}.main"


def middleware() -> list[Middleware]:
    """In the order in which a request meets them."""
    return [
        Middleware(Prompt),
        Middleware(Hosts, names=_names(), alone=_is_alone(str(config.get_option("server.address") or "0.0.0.0"))),
        Middleware(Requests),
        Middleware(Closed),
        Middleware(Sockets, lingering=float(config.get_option("server.disconnectedSessionTTL"))),
        Middleware(FirstPaint),
    ]


def packing() -> list[Middleware]:
    """What serves Streamlit's own files, compressed or cut down; the last before Streamlit."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    folder = Path(file_util.get_static_dir()) / "static"
    return [Middleware(Icons), Middleware(Packing, folder=folder, base=f"/{base}/static" if base else "/static")]


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """From the start of the server to its end."""
    tidier = asyncio.create_task(tidying.keep_tidy(_expire))
    # The first visitor's browser has Streamlit's scripts to read meanwhile.
    ahead = asyncio.create_task(asyncio.to_thread(_get_ready))
    try:
        yield
    finally:
        for task in (tidier, ahead):
            task.cancel()


def _get_ready() -> None:
    """One after the other, by who waits: a class whose server has ended and begun asks at once."""
    importlib.import_module(f"{classroom.__name__}.answers")
    _load_pages()
    tidying.keep_loaded()
    still_life.render()


def _load_pages() -> None:
    """Load what pages need, and what answers them about runs."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        if module.name != MAIN:
            importlib.import_module(module.name)
    for name in ("answers", "looking"):
        importlib.import_module(f"{runs.__name__}.{name}")
    # Streamlit looks once at who has called it. Python looks for every module's file then, and keeps what it finds.
    inspect.stack()


def _expire() -> None:
    """Forget the sessions of closed pages whose time is over: Streamlit does so only when another page is closed."""
    if runtime.exists():
        storage = runtime.get_instance()._session_mgr._session_storage  # type: ignore[attr-defined]
        storage._cache.expire()


def _names() -> list[str]:
    """Names that the host has given Streamlit for this server."""
    said = [config.get_option("server.address"), *(config.get_option("server.allowedHosts") or [])]
    if config.is_manually_set("browser.serverAddress"):
        said.append(config.get_option("browser.serverAddress"))
    return [str(one) for one in said if one]


def _is_alone(address: str) -> bool:
    """Whether only this machine can reach the address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
