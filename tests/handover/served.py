"""A web server on this machine, real repositories and archives, for decks that are handed over."""

import os
import ssl
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

CERTIFICATE = Path("tests/data/loopback.pem").absolute()
"""With its key; valid for this machine alone, and trusted by nobody."""

HEADER = "deck: {}\ntitle: Cours\nlanguages: [fr]\nlevel: 1\n{}cards:\n"
CARD = "  - basic: {}\n    ask: {} ?\n    answer: Réponse {}\n"


def deck(*names: str, id: str = "cours", more: str = "", cards: str = "") -> str:  # noqa: A002 - a deck's
    """A deck with a card of each name."""
    made = "".join(CARD.format(name, name.capitalize(), name) for name in names)
    return HEADER.format(id, more) + made + cards


@dataclass
class Answer:
    """What the server gives for one path; `body` may go on for ever."""

    body: bytes | Callable[[], Iterator[bytes]] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Server:
    """Gives what stands in `answers` by path, and notes the headers of each request in `asked`."""

    def __init__(self, *, secure: bool = False) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._scheme = "https" if secure else "http"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        """Give `body` at `path`; its address."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(data, status, named)
        return self.address(path)

    def address(self, path: str) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}{path}"

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers)))
                answer = server.answers.get(self.path, Answer(b"nothing", 404))
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if isinstance(answer.body, bytes):
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                pieces = [answer.body] if isinstance(answer.body, bytes) else answer.body()
                try:
                    for piece in pieces:
                        self.wfile.write(piece)
                except OSError:
                    pass  # nobody reads any more

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
                pass

        return Handler


@contextmanager
def serving(*, secure: bool = False) -> Iterator[Server]:
    """A server until the end."""
    server = Server(secure=secure)
    try:
        yield server
    finally:
        server.close()


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive with these files."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def git(folder: Path, *arguments: str) -> None:
    """Run git in `folder`, as somebody without settings."""
    who = {
        f"GIT_{role}_{what}": "a@b.c"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder,
        env={**os.environ, **who, **alone},
        check=True,
        capture_output=True,
    )


def repository(folder: Path, files: Mapping[str, str]) -> str:
    """A repository with these files; the address by which it is cloned."""
    if not (folder / ".git").exists():
        folder.mkdir(parents=True)
        git(folder, "init", "-q", "-b", "main")
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "decks")
    return (folder / ".git").as_uri()
