"""Whose request it is, as far as a network tells: the address that shares are counted by.

The address is that of the connection. Behind a proxy it is the proxy's, unless uvicorn is told to believe what that one
forwards (FORWARDED_ALLOW_IPS); a proxy that hides its visitors makes one address of them all.
"""

import ipaddress

from starlette.types import Scope


def network(address: str) -> str:
    """What one visitor has: an IPv4 address, or all of an IPv6 network of 64 bits, of which a host chooses freely."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((int(found), 64), strict=False))


def of(scope: Scope) -> str:
    """The address that a connection comes from; "" where it has none."""
    return network(scope["client"][0]) if scope.get("client") else ""
