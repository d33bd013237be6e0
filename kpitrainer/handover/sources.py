"""What is meant by the place of a deck: a file, a folder, an address, a Git repository."""

import os
import re
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from kpitrainer.domain.errors import KpiTrainerError


class Kind(StrEnum):
    """How a deck is fetched."""

    PATH = "path"
    WEB = "web"
    GIT = "git"


class DeckSource(NamedTuple):
    """Where decks are: an absolute path, or an address."""

    kind: Kind
    at: str

    @property
    def is_remote(self) -> bool:
        """Whether fetching it needs the network."""
        return self.kind is Kind.WEB or (self.kind is Kind.GIT and not self.at.startswith("file:"))


_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_SCP = re.compile(r"[\w.-]+@[\w.-]+:[^/:\s][^\s]*")
_HOST = re.compile(r"(?:[\w-]+\.)+(?!ya?ml\b|zip\b)[a-z]{2,}(?::[0-9]+)?(?:/\S*)?", re.IGNORECASE)
_STEERING = re.compile(r"[\x00-\x20\x7f]")

_FORGES = ("github.com", "gitlab.com", "codeberg.org", "framagit.org", "bitbucket.org")
"""Whose pages of two names are repositories."""

_PAGES: Mapping[re.Pattern[str], str] = {
    re.compile(pattern): address
    for pattern, address in (
        (
            r"https://github\.com/([^/]+)/([^/]+)/(?:blob|raw)/(.+)",
            r"https://raw.githubusercontent.com/\1/\2/\3",
        ),
        (r"(https://[^/]+/.+)/-/blob/(.+)", r"\1/-/raw/\2"),
        (r"(https://codeberg\.org/[^/]+/[^/]+)/src/(.+)", r"\1/raw/\2"),
        (r"(https://gist\.github\.com/[^/]+/[0-9a-f]+)/?", r"\1/raw"),
        (
            r"https://drive\.google\.com/file/d/([\w-]+)(?:/.*)?",
            r"https://drive.google.com/uc?export=download&id=\1",
        ),
        (r"(https://www\.dropbox\.com/.+[?&])dl=0(.*)", r"\1dl=1\2"),
    )
}
"""Pages that show a file, and the address of the file itself."""


def source_of(written: str) -> DeckSource:
    """What a learner means by `written`.

    Raises:
        KpiTrainerError: nothing that decks may be fetched from.
    """
    if _SCP.fullmatch(written) and not os.path.exists(written):  # noqa: PTH110 - any name
        return DeckSource(Kind.GIT, written)
    scheme = _SCHEME.match(written)
    if scheme is None:
        return _path(written)
    as_git = scheme[1].lower().startswith("git+")
    address = written[len("git+") :] if as_git else written
    name = scheme[1].lower().removeprefix("git+")
    if name == "file":
        path = unquote(urlsplit(address).path)
        return DeckSource(Kind.GIT, address) if as_git or path.endswith(".git") else _path(path)
    if name == "ssh":
        return DeckSource(Kind.GIT, address)
    parts = safe_parts(address)
    names = [part for part in parts.path.split("/") if part]
    at_forge = parts.hostname in _FORGES and len(names) == 2  # noqa: PLR2004 - owner and name
    if as_git or parts.path.endswith(".git") or at_forge:
        if parts.scheme != "https":
            raise KpiTrainerError("handover.not-https", address=address, better=_safe(address))
        return DeckSource(Kind.GIT, address)
    return DeckSource(Kind.WEB, file_address(address))


def safe_parts(address: str) -> SplitResult:
    """The parts of a web address that may be asked: https, or http on this machine itself.

    Raises:
        KpiTrainerError: it is none, or has a name and password in it.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise KpiTrainerError("handover.bad-address", address=address) from error
    if not host or _STEERING.search(address):
        raise KpiTrainerError("handover.bad-address", address=address)
    if parts.scheme == "http" and not is_loopback(host):
        raise KpiTrainerError("handover.not-https", address=address, better=_safe(address))
    if parts.scheme not in ("http", "https"):
        raise KpiTrainerError("handover.other-scheme", address=address)
    if "@" in parts.netloc:
        raise KpiTrainerError("handover.password")
    return parts


def is_loopback(host: str) -> bool:
    """Whether `host`, of an address, is this machine itself, which nobody listens in on."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def file_address(address: str) -> str:
    """The address of the file that the page at `address` shows, where that is known."""
    bare = address.partition("#")[0]
    for page, file in _PAGES.items():
        if page.fullmatch(bare):
            return page.sub(file, bare)
    return bare


def _safe(address: str) -> str:
    return re.sub(r"\A[^:]*", "https", address)


def _path(written: str) -> DeckSource:
    # os.path takes names that no file can have, and homes that there are not.
    absolute = os.path.abspath(os.path.expanduser(written))  # noqa: PTH100, PTH111 - as said
    if not written or not os.path.exists(absolute):  # noqa: PTH110 - as said
        code = "handover.maybe-address" if _HOST.fullmatch(written) else "cli.no-path"
        raise KpiTrainerError(code, path=written)
    path = Path(absolute)
    if (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir():
        return DeckSource(Kind.GIT, path.as_uri())  # a repository without a work tree
    return DeckSource(Kind.PATH, absolute)
