"""Requests that another web site makes a browser send are refused."""

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import Request

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine only."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def foreign_host(request: Request) -> bool:
    """Whether a request for this machine came under a name of the internet (DNS rebinding).

    In local mode there is no account to steal, so a page elsewhere must not reach the service under a name whose
    address its owner points here. Such a name has a dot; ``localhost`` and names of the own network do not.
    """
    host = _host(request.headers.get("host", ""))
    return "." in host.strip("[]") and not is_loopback(host)


def foreign_origin(request: Request) -> bool:
    """Whether a page of another origin sent a request that may change something (cross-site request forgery)."""
    if request.method in SAFE:
        return False
    if request.headers.get("sec-fetch-site", "") in ("cross-site", "same-site"):
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()


def same_host(address: str, request: Request) -> bool:
    """Whether an address leads back to the host of this request, on any port: where one may be sent after signing in."""
    if any(ord(c) < 0x21 for c in address) or "\\" in address:
        return False
    parts = urlsplit(address)
    if not parts.scheme and not parts.netloc:
        return address.startswith("/")
    here = _host(request.headers.get("host", ""))
    return parts.scheme in ("http", "https") and parts.hostname == here.strip("[]") and parts.username is None


def _host(value: str) -> str:
    value = value.lower()
    if value.startswith("["):
        return value.partition("]")[0] + "]"
    return value.partition(":")[0]
