"""One file by its web address: the only place of the program that speaks to the network.

No cookies, no names and passwords, nothing of what the server says of the file is believed.
"""

import http.client
import re
import socket
import ssl
from collections.abc import Sequence
from contextlib import closing
from threading import Event, Thread
from urllib.parse import SplitResult, quote, urljoin
from urllib.request import getproxies, proxy_bypass

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.handover.found import LARGEST
from kpitrainer.handover.sources import file_address, is_loopback, safe_parts
from kpitrainer.wording import reason_of

_QUIET_SECONDS = 15.0
"""How long a server may say nothing."""

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK = 200
_NOT_THERE = frozenset({404, 410})
_CLOSED = frozenset({401, 403, 407})
_SAFE = "/%:@!$&'()*+,;=?~-._"
_PROXY = re.compile(r"(?:https?://)?([\w.-]+|\[[0-9a-f:]+\]):([0-9]+)/?", re.IGNORECASE)
_HEADERS = {"User-Agent": "kpitrainer", "Accept": "*/*", "Accept-Encoding": "identity"}


def download(address: str, *, seconds: float, most: int = LARGEST) -> bytes:
    """What is at `address`, at most `most` bytes of it, within `seconds`.

    Raises:
        KpiTrainerError: `handover.…`, it is not got, and why.
    """
    got: list[bytes] = []
    failed: list[Exception] = []
    over = Event()

    def get() -> None:
        try:
            got.append(_get(address, most, over))
        except Exception as error:  # noqa: BLE001 - raised by who waits
            failed.append(error)

    # A thread, as neither finding a host nor its handshake can be told to end in time.
    thread = Thread(target=get, daemon=True)
    thread.start()
    thread.join(seconds)
    over.set()
    if failed:
        raise _told(failed[0], address) from failed[0]
    if not got:
        raise KpiTrainerError("handover.slow", address=address)
    return got[0]


def _get(address: str, most: int, over: Event) -> bytes:
    at_home = is_loopback(safe_parts(address).hostname or "")
    for _ in range(_MOST_REDIRECTS + 1):
        parts = safe_parts(address)
        with closing(_connection(parts)) as connection:
            connection.request("GET", _target(parts), headers=_HEADERS)
            with connection.getresponse() as response:
                if response.status not in _REDIRECTS:
                    _check(response, address, most)
                    return _body(response, most, over)
                # Its body is not read: it might never end.
                location = response.headers.get("Location", "")
        address = _elsewhere(address, location, at_home=at_home)
    raise KpiTrainerError("handover.circles", address=address)


def _elsewhere(address: str, location: str, *, at_home: bool) -> str:
    """Where a server sends who asks for `address`: nowhere that others could listen in.

    And nobody from outside sends a learner to what runs on their own machine.
    """
    there = file_address(urljoin(address, location))
    try:
        scheme = safe_parts(there).scheme
    except KpiTrainerError as fault:
        raise KpiTrainerError("handover.redirected", address=there) from fault
    if scheme == "http" and not at_home:
        raise KpiTrainerError("handover.redirected", address=there)
    return there


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    try:
        host = (parts.hostname or "").encode("idna").decode()
    except UnicodeError as error:
        raise KpiTrainerError("handover.bad-address", address=parts.geturl()) from error
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=_QUIET_SECONDS)
    proxy = "" if is_loopback(host) or proxy_bypass(host) else getproxies().get("https", "")
    through = _PROXY.fullmatch(proxy)
    context = ssl.create_default_context()
    if not through:
        return http.client.HTTPSConnection(
            host, parts.port, timeout=_QUIET_SECONDS, context=context
        )
    connection = http.client.HTTPSConnection(
        through[1].strip("[]"), int(through[2]), timeout=_QUIET_SECONDS, context=context
    )
    connection.set_tunnel(host, parts.port)
    return connection


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", _SAFE)
    return f"{path}?{quote(parts.query, _SAFE)}" if parts.query else path


def _check(response: http.client.HTTPResponse, address: str, most: int) -> None:
    if response.status in _NOT_THERE:
        raise KpiTrainerError("handover.not-found", address=address)
    if response.status in _CLOSED:
        raise KpiTrainerError("handover.closed", address=address)
    if response.status != _OK:
        raise KpiTrainerError("handover.status", address=address, status=str(response.status))
    if (response.length or 0) > most:
        raise _too_large(address, most)


def _body(response: http.client.HTTPResponse, most: int, over: Event) -> bytes:
    pieces, size = [], 0
    while piece := response.read1(65_536):
        size += len(piece)
        if size > most:
            raise _too_large("", most)
        if over.is_set():
            return b""  # nobody waits any more
        pieces.append(piece)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(pieces)


def _too_large(address: str, most: int) -> KpiTrainerError:
    return KpiTrainerError("handover.large", address=address, most=most // 1_000_000)


_FAULTS: Sequence[tuple[type[Exception], str]] = (
    (ssl.SSLCertVerificationError, "handover.certificate"),
    (ssl.SSLError, "handover.no-tls"),
    (socket.gaierror, "handover.no-host"),
    (TimeoutError, "handover.slow"),
    (OSError, "handover.unreachable"),
    (http.client.HTTPException, "handover.strange"),
    (ValueError, "handover.strange"),
)
"""What to tell of an error; the first that fits."""


def _told(error: Exception, address: str) -> Exception:
    """What went wrong, as something the reader can act on."""
    if isinstance(error, KpiTrainerError):
        return error
    for kind, code in _FAULTS:
        if isinstance(error, kind):
            reason = reason_of(error) if isinstance(error, OSError) else ""
            return KpiTrainerError(code, address=address, reason=reason)
    return error
