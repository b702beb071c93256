"""Which addresses a fetch may be led to: a public host's, and nothing that is inside by another spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.egress.addresses import is_public

PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "151.101.0.81", "212.58.233.251", "2606:4700::1111"]
INSIDE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.0.1",
    "169.254.169.254",
    "168.63.129.16",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "5f00::1",
]
NO_ADDRESS = [
    "",
    "localhost",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "1.1.1.1.1",
    "www.elm.example",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_host_may_be_reached(address):
    assert is_public(address)


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_inside_may_be_reached_however_it_is_written(address):
    assert not is_public(address)


@pytest.mark.parametrize("words", NO_ADDRESS)
def test_what_is_no_address_is_no_public_one(words):
    assert not is_public(words)


@given(st.ip_addresses(v=4))
def test_an_address_that_an_ipv6_one_stands_for_is_no_way_in(address):
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"64:ff9b::{address}")


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="fc00::/7"))
def test_no_address_of_a_private_network_may_be_reached(address):
    assert not is_public(str(address))
