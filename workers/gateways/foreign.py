"""Addresses that come from outside: whether this machine may fetch what lies there."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from workers.gateways.base import GatewayError

UNTRUSTED = "Alamat lampiran dari gateway tidak dipercaya; lihat di ponsel dinas."
SCHEMES = ("http", "https")


def check(address: str, *, own: str) -> None:
    """Raise GatewayError for an address inside the city's own network or this machine, unless the
    gateway itself (`own`, its API's address) is there or it is the gateway's own host."""
    host, own_host = _host(address), _host(own)
    if not host:
        raise GatewayError(UNTRUSTED, permanent=True)
    if host != own_host and _is_inside(host) and not _is_inside(own_host):
        raise GatewayError(UNTRUSTED, permanent=True)


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").rstrip(".") if parts.scheme in SCHEMES else ""
    except ValueError:
        return ""


def _is_inside(host: str) -> bool:
    """Does the name lead anywhere else than to the open internet? One that leads nowhere from here
    may be known to the city's proxy."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    places = {ipaddress.ip_address(str(place[4][0]).partition("%")[0]) for place in found}
    return any(not _outside(place) for place in places)


def _outside(place: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(place, "ipv4_mapped", None)
    return (mapped or place).is_global and not place.is_multicast
