"""cnnviz.api.addresses: whose request it is."""

import pytest

from cnnviz.api import addresses


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_visitor_is_an_address_or_a_network_of_64_bits(address: str, network: str) -> None:
    assert addresses.network(address) == network
    assert addresses.of({"type": "http", "client": (address, 1)}) == network


def test_a_socket_of_this_machine_has_no_address() -> None:
    assert addresses.of({"type": "http", "client": None}) == ""
