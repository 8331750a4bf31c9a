"""Which addresses are asked: no spelling of a private one gets as far as a connection."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import AddressRefused, FetchError
from index.fetching import Fetcher, Guard, Limits
from tests.website import WebSite, leading_to

PUBLIC = "93.184.215.14"
NAMES = {
    "loopback.example": ["127.0.0.1"],
    "loopback6.example": ["::1"],
    "metadata.example": ["169.254.169.254"],
    "metadata6.example": ["fd00:ec2::254"],
    "azure.example": ["168.63.129.16"],
    "carrier.example": ["100.100.100.200"],
    "mixed.example": [PUBLIC, "10.0.0.7"],
    "mixed6.example": ["2606:2800:21f:cb07::1", "fe80::1%lo"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "sixtofour.example": ["2002:7f00:1::"],
    "teredo.example": ["2001:0:7f00:1::"],
    "unique.example": ["fc00::1"],
    "site.example": ["fec0::1"],
    "garbage.example": ["127.1"],
    "127.0.0.1.rebind.example": ["127.0.0.1"],
    "nulle-part.xn--rve-fma.example": ["0.0.0.0"],
}
SPELLINGS = [
    line
    for line in Path(__file__).with_name("spellings.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
MORE = [
    "", " ", "http://", "http://:80/", "http://127.0.0.1:{p} /", "http://127.0.0.1:{p}/\r\nX: y", "http://\t127.0.0.1:{p}/",
    "http://127.0.0.1\x00.journal.example:{p}/", "http://journal.example:{p}/\ud800", "http://" + "a" * 3000,
    "http://" + "a." * 200 + "example/", "http://journal.example:99999/", "http://journal.example:x/",
    "http://é" + "é" * 70 + ".example/",
]  # fmt: skip


class Names:
    """A resolver of invented names that counts its calls."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        self.table = table
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        """Return what the table says."""
        self.asked.append(host)
        return self.table.get(host, [])


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A socket that listens on every address of this machine; nobody accepts, who connects stays seen."""
    both = socket.has_dualstack_ipv6()
    family = socket.AF_INET6 if both else socket.AF_INET
    with socket.create_server(("", 0), family=family, dualstack_ipv6=both, backlog=200) as opened:
        yield opened


def connections(listener: socket.socket) -> int:
    """Return how many have connected since the last look."""
    count = 0
    while select.select([listener], [], [], 0)[0]:
        listener.accept()[0].close()
        count += 1
    return count


@pytest.mark.parametrize("spelling", SPELLINGS + MORE)
def test_no_spelling_of_a_private_address_is_asked(listener: socket.socket, spelling: str) -> None:
    """Each is refused with a reason and without a connection; a name is resolved once at most."""
    port = listener.getsockname()[1]
    names = Names(NAMES)
    fetcher = Fetcher(Guard(ports=frozenset({80, 443, port}), resolver=names), Limits(seconds=2))
    with pytest.raises(AddressRefused) as refused:
        fetcher.fetch(spelling.replace("{p}", str(port)))
    assert len(str(refused.value)) > 20
    assert connections(listener) == 0
    assert set(names.asked) <= set(NAMES)
    assert len(names.asked) <= 1


def test_the_spellings_are_many_and_differ() -> None:
    """Seventy at least are promised; a line that stands twice counts once."""
    assert len(set(SPELLINGS)) == len(SPELLINGS) >= 70
    assert not set(SPELLINGS) & set(MORE)


def test_the_listener_would_have_been_reached(listener: socket.socket) -> None:
    """The same address, once opened for tests, does connect: the count above can be other than 0."""
    port = listener.getsockname()[1]
    with pytest.raises(FetchError):
        Fetcher(Guard(loopback=True), Limits(seconds=0.1)).fetch(f"http://127.0.0.1:{port}/")
    assert connections(listener) == 1


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.1/", "http://169.254.169.254/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0/",
     "http://mixed.example/", "http://metadata.example/", "http://[fe80::1]/", "http://user@127.0.0.1/"],
)  # fmt: skip
def test_a_guard_opened_for_loopback_opens_nothing_else(url: str) -> None:
    """What tests need is this machine's plain addresses."""
    with pytest.raises(AddressRefused):
        Fetcher(Guard(loopback=True, resolver=Names(NAMES)), Limits(seconds=2)).fetch(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        (PUBLIC, True),
        ("2606:2800:21f:cb07::1", True),
        (f"64:ff9b::{PUBLIC}", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b:1::808:808", False),
        (f"::ffff:{PUBLIC}", False),
        ("2606:2800:21f:cb07::1%eth0", False),
        ("128.0.0.0.1", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, public: bool) -> None:
    """A translated address is what it stands for; other ways to wrap one are not taken."""
    guard = Guard(resolver=Names({"journal.example": [address]}))
    if public:
        assert guard.addresses(guard.target("https://journal.example/")) == [address]
    else:
        with pytest.raises(AddressRefused):
            guard.addresses(guard.target("https://journal.example/"))


@pytest.mark.parametrize("port", [1, 22, 25, 8080, 8443, 6379])
def test_only_the_ports_of_public_sites_are_asked(port: int) -> None:
    """A public name on another port is some other service."""
    with pytest.raises(AddressRefused, match=str(port)):
        Guard().target(f"http://journal.example:{port}/")


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://Journal.Example/A?b=c#d", "https://journal.example/A?b=c"),
        ("http://journal.example:80", "http://journal.example/"),
        ("https://journal.example.:443/é à", None),
        ("https://l-écho.example/été?q=« oui »", None),
        (
            "https://l-écho.example/été?q=«oui»",
            "https://xn--l-cho-csa.example/%C3%A9t%C3%A9?q=%C2%ABoui%C2%BB",
        ),
        ("  https://journal.example/a%20b|c \n", "https://journal.example/a%20b%7Cc"),
        ("https://93.184.215.14/a", "https://93.184.215.14/a"),
        ("https://[2606:2800:21f:cb07::1]/a", "https://[2606:2800:21f:cb07::1]/a"),
    ],
)
def test_ordinary_addresses_are_asked_as_they_are_meant(url: str, asked: str | None) -> None:
    """Accents are encoded, fragments left out; white space inside is no address."""
    if asked is None:
        with pytest.raises(AddressRefused):
            Guard().target(url)
    else:
        assert Guard().target(url).url == asked


def test_a_public_address_is_let_through() -> None:
    """The guard gives out the addresses that it checked."""
    guard = Guard(resolver=Names({"journal.example": [PUBLIC, "2606:2800:21f:cb07::1"]}))
    assert guard.addresses(guard.target("https://journal.example/")) == [PUBLIC, "2606:2800:21f:cb07::1"]


def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_checked() -> None:
    """A name that changes its address after the check gains nothing; its next request is checked anew."""
    with WebSite({"/a": leading_to("/b")}) as site:
        answers = iter([["127.0.0.1"], ["10.0.0.1"]])
        asked = []

        def resolver(host: str, port: int) -> list[str]:
            asked.append(host)
            return next(answers)

        with pytest.raises(AddressRefused):
            Fetcher(site.guard(resolver=resolver)).fetch(site.url("/a", "journal.example"))
        assert site.asked == ["/a"]
        assert site.headers[0]["host"] == f"journal.example:{site.port}"
        assert asked == ["journal.example"] * 2
