"""What may be asked, and of whom: addresses of web pages on the public internet, and nothing else.

A host is a name with a dot in it, or an address in its one canonical spelling. Every other spelling that some
program takes for an address (decimal, octal, hexadecimal, short, mapped into IPv6) is refused as it stands,
not decoded: nobody links to an article that way. A name is resolved once, every address it has is checked,
and the connection goes to one of those.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from index.errors import AddressRefused
from index.fetching.addresses import is_loopback, is_public
from prompts import message

Resolver = Callable[[str, int], Sequence[str]]
"""Called with a host name and a port; returns its addresses, or raises OSError."""

_LANGUAGE = "fr"
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000
_LONGEST_HOST = 253
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
# Names that lead into somebody's own network, whatever a resolver says of them.
_PRIVATE_NAME = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|arpa|svc|test|invalid|onion)"
)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"\s\ud800-\udfff]")
# What a path and a query may hold as it is; the rest is percent-encoded. "%" stays: it is encoded already.
_SAFE = "/?:@!$&'()*+,;=-._~%[]"


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked; `host` is a lower-case ASCII name or an IP address without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address, and in the `Host` of a request."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address as text, without fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def site(self) -> tuple[str, str, int]:
        """Scheme, host and port: what robots rules are given for."""
        return self.scheme, self.host, self.port


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a name, as the system knows them; raise OSError if there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides what may be asked.

    Attributes:
        loopback: open this machine's own addresses, on any port, and nothing else that is private. For tests:
            no setting and no option leads here, so that nobody opens it by mistake.
        ports: those of public sites.
        resolver: what turns names into addresses.
    """

    loopback: bool = False
    ports: frozenset[int] = frozenset(_PORTS.values())
    resolver: Resolver = resolve

    def target(self, url: str, within: str | None = None) -> Target:
        """Return what an address, or a link found on the page `within`, asks for; no name is resolved.

        Raises:
            AddressRefused: it is no web address, or one that is never asked; the text says which.
        """
        try:
            parts = urlsplit(self._joined(url, within))
            port = parts.port
        except ValueError:
            raise _refused("form") from None
        scheme = parts.scheme.lower()
        if scheme not in _PORTS:
            raise _refused("scheme")
        if "@" in parts.netloc:
            raise _refused("credentials")
        host = self._host(parts)
        port = _PORTS[scheme] if port is None else port
        if port not in self.ports and not self.loopback:
            raise _refused("port", port=port)
        path = quote(parts.path or "/", safe=_SAFE)
        query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
        return Target(scheme, host, port, path + query)

    def addresses(self, target: Target) -> list[str]:
        """Resolve a target's host, once, and return its addresses, to one of which the connection must go.

        Raises:
            AddressRefused: one of them is not public.
            OSError: the name has none.
        """
        literal = _literal(target.host)
        found = [literal] if literal else list(self.resolver(target.host, target.port))
        if not found:
            raise OSError(target.host)
        # One private address among public ones is an attack, or a mistake that nobody should pay for.
        if not all(self._allows(address, target.port) for address in found):
            raise _refused("private")
        return found

    def _allows(self, address: str, port: int) -> bool:
        if self.loopback and is_loopback(address):
            return True
        return is_public(address) and port in self.ports

    def _joined(self, url: str, within: str | None) -> str:
        url = url.strip(" \t\r\n\f")
        if len(url) > _LONGEST:
            raise _refused("long", most=_LONGEST)
        if _FORBIDDEN.search(url):
            raise _refused("form")
        return urljoin(within, url) if within else url

    def _host(self, parts: SplitResult) -> str:
        host = _ascii(parts)
        literal = _literal(host)
        if literal:
            return literal
        if self.loopback and host == "localhost":
            return host
        if not _NAME.fullmatch(host):
            raise _refused("host")
        if _PRIVATE_NAME.fullmatch(host):
            raise _refused("private")
        return host


def _ascii(parts: SplitResult) -> str:
    """Return the host in ASCII; full-width digits and dots come out as what they look like."""
    host = parts.hostname or ""
    bracketed = parts.netloc.startswith("[")
    if not host or len(host) > _LONGEST_HOST or "%" in host:
        raise _refused("host")
    if bracketed != (":" in host):
        raise _refused("host")
    try:
        found = host.encode("idna").decode().lower()
    except UnicodeError:
        raise _refused("host") from None
    return found.removesuffix(".")


def _literal(host: str) -> str | None:
    """Return a host that is an address in its one canonical spelling, else None."""
    try:
        return str(IPv6Address(host) if ":" in host else IPv4Address(host))
    except ValueError:
        return None


def _refused(key: str, **values: object) -> AddressRefused:
    return AddressRefused(message(f"fetching.{key}", _LANGUAGE, **values))
