"""The middleware before Streamlit, told what only Streamlit knows."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.middleware import Middleware
from streamlit import config, runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from cnnviz.api import tidying
from cnnviz.api.hosts import Hosts
from cnnviz.api.requests import Requests
from cnnviz.api.sockets import Sockets
from cnnviz.api.uploaders import Uploaders


def middleware() -> list[Middleware]:
    """In the order in which a request meets them."""
    return [
        Middleware(Hosts, names=_names(), alone=_is_alone(str(config.get_option("server.address") or "0.0.0.0"))),
        Middleware(Requests),
        Middleware(Uploaders, kept=_kept),
        Middleware(Sockets, lingering=float(config.get_option("server.disconnectedSessionTTL"))),
    ]


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """From the start of the server to its end."""
    tidier = asyncio.create_task(tidying.keep_tidy(_expire))
    try:
        yield
    finally:
        tidier.cancel()


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


def _kept(session: str) -> int:
    """Bytes of the files that Streamlit keeps for a session."""
    if not runtime.exists():
        return 0
    manager = runtime.get_instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    return sum(len(one.data) for one in list(manager.file_storage.get(session, {}).values()))
