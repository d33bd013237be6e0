"""A client of the real yaml-language-server: opens a deck and hears what an editor would show."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SERVER = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
"""The server's program; `.ci/run` installs one and names it by the environment variable."""

needs_server = pytest.mark.skipif(
    SERVER is None,
    reason="no yaml-language-server: npm install it and set YAML_LANGUAGE_SERVER to its program",
)

_SETTINGS = {
    "yaml": {
        "validate": True,
        "completion": True,
        "hover": True,
        # Only the schema that a deck names counts; the catalogue is on the network.
        "schemaStore": {"enable": False},
    },
    "http": {},
    "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.formatOnType": False},
    "editor": {"tabSize": 2, "detectIndentation": False},
    "files": {"associations": {}},
}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What an editor underlines; the line counts from 1."""

    line: int
    message: str


@dataclass(slots=True)
class Client:
    """Speaks the Language Server Protocol over the server's pipes, one thing at a time."""

    server: "subprocess.Popen[bytes]"
    _last: int = 0
    _version: int = 0

    def diagnostics(self, *files: Path) -> dict[Path, list[Diagnostic]]:
        """Open `files` at once and hear what is underlined in each."""
        for file in files:
            self._open(file)
        told = self._published(files)
        self._close(*files)
        return {
            file: sorted(
                (Diagnostic(one["range"]["start"]["line"] + 1, one["message"]) for one in found),
                key=lambda one: (one.line, one.message),
            )
            for file, found in told.items()
        }

    def completions(self, file: Path, line: int, column: int) -> dict[str, str]:
        """What is proposed in `file` at a place counted from 1, with its explanation."""
        found = self._at(file, "textDocument/completion", line, column)
        return {item["label"]: _text(item.get("documentation")) for item in (found or {})["items"]}

    def hover(self, file: Path, line: int, column: int) -> str:
        """What is told of the thing at a place counted from 1."""
        found = self._at(file, "textDocument/hover", line, column)
        return _text((found or {}).get("contents"))

    def _at(self, file: Path, method: str, line: int, column: int) -> Any:  # noqa: ANN401 - JSON
        self._open(file)
        self._published([file])
        place = {"line": line - 1, "character": column - 1}
        found = self.ask(method, {"textDocument": {"uri": file.as_uri()}, "position": place})
        self._close(file)
        return found

    def _open(self, file: Path) -> None:
        self._version += 1  # the server remembers what it made of a version
        document = {
            "uri": file.as_uri(),
            "languageId": "yaml",
            "version": self._version,
            "text": file.read_text("utf-8-sig"),
        }
        self._tell("textDocument/didOpen", {"textDocument": document})

    def _close(self, *files: Path) -> None:
        for file in files:
            self._tell("textDocument/didClose", {"textDocument": {"uri": file.as_uri()}})
        assert not any(self._published(files).values())

    def _published(self, files: Iterable[Path]) -> dict[Path, list[dict[str, Any]]]:
        """The next diagnostics of each of `files`: opening and closing one bring some."""
        wanted = {file.as_uri(): file for file in files}
        found: dict[Path, list[dict[str, Any]]] = {}
        while wanted:
            message = self._hear()
            if message.get("method") == "textDocument/publishDiagnostics":
                file = wanted.pop(message["params"]["uri"])
                found[file] = message["params"]["diagnostics"]
        return found

    def ask(self, method: str, params: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
        """The server's answer."""
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while True:
            message = self._hear()
            if message.get("id") == self._last and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, params: Mapping[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self.server.stdin is not None
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self.server.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        """The next message; a question of the server's is answered."""
        assert self.server.stdout is not None
        length = 0
        while line := self.server.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self.server.stdout.read(length))
        if "id" in message and "method" in message:
            result = None
            if message["method"] == "workspace/configuration":
                result = [_SETTINGS.get(item["section"]) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})
        return message


@contextmanager
def language_server(folder: Path) -> Iterator[Client]:
    """The server at work in `folder`."""
    assert SERVER is not None
    with subprocess.Popen(
        [SERVER, "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    ) as server:
        client = Client(server)
        try:
            workspace = {"configuration": True, "didChangeConfiguration": {}}
            ends = {"completion": {"completionItem": {"snippetSupport": True}}, "hover": {}}
            client.ask(
                "initialize",
                {
                    "processId": os.getpid(),
                    "rootUri": folder.as_uri(),
                    "capabilities": {"workspace": workspace, "textDocument": ends},
                },
            )
            client._tell("initialized", {})
            client._tell("workspace/didChangeConfiguration", {"settings": _SETTINGS})
            yield client
        finally:
            server.kill()


def _text(value: Any) -> str:  # noqa: ANN401 - JSON: a text or a marked one
    return str(value["value"] if isinstance(value, dict) else value or "")
