"""One address fetched: redirects checked, size and time bounded, nothing of the environment believed."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from index.errors import AddressRefused, FetchError, SourceError
from index.fetching import Fetched, Fetcher, Known, Limits
from tests.website import Page, WebSite, leading_to, packed

QUICK = Limits(largest=100_000, seconds=1.0)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def fetch(site: WebSite, path: str, limits: Limits = QUICK) -> Fetched:
    """Return what a path of the site gives."""
    return Fetcher(site.guard(), limits).fetch(site.url(path))


def test_an_answer_comes_whole_and_decoded() -> None:
    """Final address, type, character set, bytes, and what a later request should send."""
    headers = {"ETag": '"v1"', "Last-Modified": "Sat, 21 Nov 2026 10:00:00 GMT"}
    page = Page(b"caf\xe9", "Text/HTML; Charset='iso-8859-1'", headers=headers)
    with WebSite({"/a": leading_to("/b#x", 301), "/b": page}) as site:
        found = fetch(site, "/a")
        known = Known('"v1"', "Sat, 21 Nov 2026 10:00:00 GMT")
        assert found == Fetched(site.url("/b"), 200, "text/html", "iso-8859-1", b"caf\xe9", known)


def test_a_packed_answer_is_unpacked() -> None:
    """Gzip is asked for; two members or a deflate stream are as good."""
    deflated = Page(zlib.compress(b"texte"), headers={"Content-Encoding": "deflate"})
    with WebSite({"/g": packed(b"texte"), "/d": deflated}) as site:
        assert fetch(site, "/g").body == fetch(site, "/d").body == b"texte"
        assert site.headers[0]["accept-encoding"] == "gzip"


def test_an_unchanged_page_is_not_sent_again() -> None:
    """What was known goes out as conditions, and comes back with the 304."""
    with WebSite({"/a": Page(status=304)}) as site:
        known = Known('"v1"', "Sat, 21 Nov 2026 10:00:00 GMT")
        found = Fetcher(site.guard(), QUICK).fetch(site.url("/a"), known=known)
        assert (found.status, found.body, found.known) == (304, b"", known)
        assert site.headers[0]["if-none-match"] == '"v1"'
        assert site.headers[0]["if-modified-since"] == known.last_modified


def test_we_say_who_we_are_and_nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """An honest name; proxies and credentials of the environment are not used."""
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with WebSite({"/a": Page("x", headers={"Set-Cookie": "a=b"})}) as site:
        fetcher = Fetcher(site.guard(), QUICK)
        assert fetcher.fetch(site.url("/a")).body == b"x"
        fetcher.fetch(site.url("/a"))
        assert site.headers[0]["user-agent"].startswith("verbatim/")
        assert "cookie" not in site.headers[1]
        assert "authorization" not in site.headers[1]


@pytest.mark.parametrize(
    "location",
    ["http://10.0.0.1/", "http://169.254.169.254/latest", "//192.168.0.1/", "file:///etc/passwd", "http://2130706433/",
     "http://[::ffff:127.0.0.1]/", "http://user:pass@127.0.0.1/", "gopher://127.0.0.1/", "http://localhost.lan/",
     "javascript:alert(1)", "http://[", "http://a b/", "\\\\10.0.0.1\\x", "http://metadata.google.internal/"],
)  # fmt: skip
@pytest.mark.parametrize("status", [301, 307])
def test_a_redirect_is_checked_like_any_address(location: str, status: int) -> None:
    """A public page must not lead us where we would not go by ourselves."""
    with WebSite({"/a": leading_to(location, status)}) as site:
        with pytest.raises(AddressRefused):
            fetch(site, "/a")
        assert site.asked == ["/a"]


def test_redirects_end() -> None:
    """Five are followed, a loop is not."""
    pages = {f"/{n}": leading_to(f"/{n + 1}") for n in range(6)} | {"/6": Page("arrivé")}
    with WebSite(pages | {"/loop": leading_to("/loop")}) as site:
        assert fetch(site, "/1").body == "arrivé".encode()
        for path in ("/0", "/loop"):
            with pytest.raises(FetchError, match="renvois"):
                fetch(site, path)
        assert site.asked.count("/loop") == 6


@pytest.mark.parametrize(
    ("page", "word", "status", "wait"),
    [
        (Page(status=404), "404", 404, None),
        (Page(status=503, headers={"Retry-After": "120"}), "503", 503, 120.0),
        (Page(status=429, headers={"Retry-After": "Sat, 21 Nov 2026"}), "429", 429, None),
        (Page(status=302), "302", 302, None),
        (Page(status=204), "204", 204, None),
        (Page(b"x" * 100_001), "Mo", 200, None),
        (Page(b"x", headers={"Content-Encoding": "br"}), "compressée", 200, None),
        (Page(b"x", headers={"Content-Encoding": "gzip, gzip"}), "compressée", 200, None),
        (Page(b"not packed", headers={"Content-Encoding": "gzip"}), "compressée", 200, None),
        (
            Page(gzip.compress(b"cut off")[:-6], headers={"Content-Encoding": "gzip"}),
            "compressée",
            200,
            None,
        ),
    ],
)
def test_an_unusable_answer_is_told(page: Page, word: str, status: int | None, wait: float | None) -> None:
    """The reason is for people; status and wait are for whoever comes back later."""
    with WebSite({"/a": page}) as site, pytest.raises(FetchError, match=word) as failed:
        fetch(site, "/a")
    assert (failed.value.status, failed.value.retry_after) == (status, wait)


BOMB = gzip.compress(gzip.compress(bytes(200_000_000), 9), 9)


@pytest.mark.parametrize(
    ("piece", "pause", "head"),
    [
        (b"<p>encore</p>" * 1000, 0.0, HEAD + b"\r\n"),
        (b"10\r\n0123456789abcdef\r\n", 0.0, HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
        (b"x", 0.05, HEAD + b"\r\n"),
        (b"x", 0.05, HEAD + b"Content-Length: 90000\r\n\r\n"),
        (b"X", 0.05, b"HTTP/1.1 200 OK\r\n"),
        (b"X-More: x\r\n", 0.0, b"HTTP/1.1 200 OK\r\n"),
        (b"", 0.1, b""),
        (b"HTTP/1.1 100 Continue\r\n\r\n", 0.01, b""),
        (b"garbage\r\n", 0.0, b""),
        (b"x", 0.0, HEAD + b"Content-Length: 99999999999999999999999\r\n\r\n"),
        (b"x", 0.0, HEAD + b"Content-Length: -1\r\n\r\n"),
        (gzip.compress(bytes(50_000_000)), 0.0, HEAD + b"Content-Encoding: gzip\r\n\r\n"),
        (BOMB, 0.0, HEAD + b"Content-Encoding: gzip\r\n\r\n"),
        (zlib.compress(bytes(50_000_000)), 0.0, HEAD + b"Content-Encoding: deflate\r\n\r\n"),
    ],
    ids=["endless", "endless chunks", "dripping", "dripping to a length", "dripping header",
         "endless headers", "silent", "endless 100", "no HTTP", "huge length", "negative length",
         "packed zeros", "packed twice", "deflated zeros"],
)  # fmt: skip
def test_no_answer_costs_more_than_its_limits(piece: bytes, pause: float, head: bytes) -> None:
    """Time is counted over the whole fetch, size after unpacking; what is over is hung up on."""

    def script(handler: BaseHTTPRequestHandler, site: WebSite) -> None:
        site.stream(handler, piece, pause, head)

    with WebSite({"/a": Page(script=script)}) as site:
        start = time.monotonic()
        try:
            assert len(fetch(site, "/a").body) <= QUICK.largest
        except SourceError as error:
            assert str(error)
        assert time.monotonic() - start < QUICK.seconds + 0.5


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    """The system's resolver knows no deadline; we do."""
    done = threading.Event()

    def resolver(host: str, port: int) -> list[str]:
        done.wait(20)
        return []

    with WebSite({}) as site, pytest.raises(FetchError, match="seconde"):
        Fetcher(site.guard(resolver=resolver), Limits(seconds=0.2)).fetch("http://journal.example/")
    done.set()


def test_a_name_without_addresses_is_told() -> None:
    """The reason names the site that does not exist."""
    with WebSite({}) as site, pytest.raises(FetchError, match=r"nulle-part\.example"):
        Fetcher(site.guard(resolver=lambda host, port: [])).fetch("http://nulle-part.example/")


def test_a_dead_address_leaves_time_for_the_next() -> None:
    """A name may have several addresses, of which one does not answer."""
    with WebSite({"/a": Page("x")}) as site:
        guard = site.guard(resolver=lambda host, port: ["::1"] * 5 + ["127.0.0.9", "127.0.0.1"])
        assert Fetcher(guard, QUICK).fetch(site.url("/a", "journal.example")).body == b"x"


def test_a_request_names_its_host_as_addresses_write_it() -> None:
    """An IPv6 address stands in brackets, and a port that is not the usual one behind it."""
    if not socket.has_ipv6:
        pytest.skip("no IPv6")
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers["Host"])
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Keep stderr clean."""

    class Server(HTTPServer):
        address_family = socket.AF_INET6

    try:
        server = Server(("::1", 0), Handler)
    except OSError:
        pytest.skip("no IPv6")
    threading.Thread(target=server.handle_request, daemon=True).start()
    with WebSite({}) as site, pytest.raises(FetchError, match="404"):
        Fetcher(site.guard(), QUICK).fetch(f"http://[0:0:0:0:0:0:0:1]:{server.server_port}/a")
    server.server_close()
    assert asked == [f"[::1]:{server.server_port}"]


def test_tls_asks_for_the_name_and_verifies_it() -> None:
    """The connection goes to an address, the certificate must be the name's; a self-made one is refused."""
    asked: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("self_made.pem"))
    context.sni_callback = lambda connection, name, _: asked.append(name)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.handle_request, daemon=True).start()
    with WebSite({}) as site, pytest.raises(FetchError, match="certificat"):
        guard = site.guard(resolver=lambda host, port: ["127.0.0.1"])
        Fetcher(guard, QUICK).fetch(f"https://journal.example:{server.server_port}/")
    server.server_close()
    assert asked == ["journal.example"]
