"""Which addresses are the public internet: a list of what is allowed, with everything special taken out.

Sources: the IANA special-purpose registries for IPv4 and IPv6. `ipaddress.is_global` is not used: what it
says has changed between patch versions of Python.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_SPECIAL_4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers; some clouds keep their metadata here
        "127.0.0.0/8",
        "168.63.129.16/32",  # looks public: the host of Azure's virtual machines
        "169.254.0.0/16",  # link-local, and the metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# All that is given out for the public; mapped, compatible and unique local addresses are not in it.
_PUBLIC_6 = ip_network("2000::/3")
# How a network without IPv4 writes an IPv4 address (RFC 6052): as public as that one is.
_TRANSLATED_6 = ip_network("64:ff9b::/96")
_SPECIAL_6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # Teredo, which wraps an IPv4 address, and protocol assignments
        "2001:db8::/32",
        "2002::/16",  # 6to4, which wraps an IPv4 address
        "3fff::/20",
    )
)


def is_public(address: str) -> bool:
    """Say whether an address, as a resolver gives it, is one of the public internet; a zone makes it none."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _SPECIAL_4)
    if isinstance(parsed, IPv6Address) and parsed.scope_id is None:
        if parsed in _TRANSLATED_6:
            return is_public(str(IPv4Address(int(parsed) & 0xFFFFFFFF)))
        return parsed in _PUBLIC_6 and not any(parsed in network for network in _SPECIAL_6)
    return False


def is_loopback(address: str) -> bool:
    """Say whether an address is this machine by its plain loopback spelling."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return parsed.scope_id is None and parsed == IPv6Address("::1")
    return parsed is not None and parsed.is_loopback


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None
