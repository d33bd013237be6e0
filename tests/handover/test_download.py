"""Downloads from a real server on this machine, a friendly one and others."""

import os
import socket
import tracemalloc
from collections.abc import Iterator
from threading import Thread
from time import monotonic

import pytest

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.handover import download as module
from kpitrainer.i18n import Translator
from kpitrainer.wording import error
from tests.handover.served import CERTIFICATE, Answer, Server, serving


def download(address: str, *, seconds: float = 30, **more: int) -> bytes:
    return module.download(address, seconds=seconds, **more)


def refused(address: str, **options: float) -> KpiTrainerError:
    with pytest.raises(KpiTrainerError) as raised:
        download(address, **options)  # type: ignore[arg-type]
    return raised.value


def test_a_file_comes_as_it_is_whatever_the_server_calls_it(server: Server) -> None:
    data = os.urandom(200_000)
    address = server.put("/d.yaml", data, Content_Type="text/html; charset=latin-1")
    assert download(address) == data


def test_nothing_is_told_to_the_server_but_what_is_wanted(server: Server) -> None:
    download(server.put("/d.yaml?a=b%20c", "x", Set_Cookie="id=1"))
    download(server.address("/d.yaml?a=b%20c"))
    path, headers = server.asked[-1]
    assert path == "/d.yaml?a=b%20c"
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}
    assert headers["User-Agent"] == "kpitrainer"


def test_letters_that_no_address_has_are_written_as_it_wants(server: Server) -> None:
    server.put("/caf%C3%A9%20noir.yaml", "x")
    assert download(server.address("/café noir.yaml".replace(" ", "%20"))) == b"x"


@pytest.mark.parametrize(
    ("status", "code"),
    [(404, "not-found"), (410, "not-found"), (401, "closed"), (403, "closed"), (500, "status")],
)
def test_answers_without_a_file(server: Server, status: int, code: str) -> None:
    assert refused(server.put("/d", "x", status)).code == f"handover.{code}"


def test_redirects_are_followed_to_safe_places_alone(server: Server) -> None:
    there = server.put("/d.yaml", "x")
    assert download(server.put("/a", "", 302, Location=there)) == b"x"
    assert download(server.put("/b", "", 307, Location="/a")) == b"x"
    for unsafe in (
        "http://e.example/d.yaml",
        "file:///etc/passwd",
        "ftp://e.example/",
        "//h.example/d",
    ):
        address = server.put("/c", "", 301, Location=unsafe)
        assert refused(address).code == "handover.redirected"
    assert refused(server.put("/e", "", 302, Location="/e")).code == "handover.circles"
    assert refused(server.put("/f", "", 302)).code == "handover.circles"
    unsafe = server.put("/g", "", 302, Location="https://u:p@h.example/")
    assert refused(unsafe).code == "handover.redirected"


def test_the_body_of_a_redirect_is_not_read(server: Server) -> None:
    there = server.put("/d.yaml", "x")
    server.answers["/a"] = Answer(lambda: _endless(server), 302, {"Location": there})
    assert download(server.address("/a")) == b"x"


def test_nobody_from_outside_sends_to_this_machine(
    monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    inner = server.put("/d.yaml", "x")
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with serving(secure=True) as outside:
        monkeypatch.setattr("kpitrainer.handover.download.is_loopback", lambda _host: False)
        address = outside.put("/a", "", 302, Location=inner)
        assert refused(address).code == "handover.redirected"


def test_a_certificate_that_nobody_trusts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(secure=True) as outside:
        address = outside.put("/d.yaml", "x")
        assert refused(address).code == "handover.certificate"
        assert not outside.asked
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        assert download(address) == b"x"


def test_a_server_without_tls_is_told(server: Server) -> None:
    address = server.put("/d.yaml", "x").replace("http:", "https:")
    assert refused(address).code == "handover.no-tls"


def test_too_large_a_file_is_left_at_its_limit(server: Server) -> None:
    assert refused(server.put("/d", b"x" * 3_000_000), most=2_000_000).code == "handover.large"
    server.answers["/e"] = Answer(lambda: _endless(server))
    tracemalloc.start()
    try:
        assert refused(server.address("/e"), most=2_000_000).code == "handover.large"
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 6_000_000


def test_a_file_that_stops_short_is_none(server: Server) -> None:
    server.answers["/d"] = Answer(lambda: iter([b"x"]), headers={"Content-Length": "100"})
    assert refused(server.address("/d")).code == "handover.strange"


def test_a_server_that_says_nothing_is_not_waited_for(server: Server) -> None:
    server.answers["/d"] = Answer(lambda: _silent(server))
    before = monotonic()
    assert refused(server.address("/d"), seconds=0.5).code == "handover.slow"
    assert monotonic() - before < 10  # not the minute that it may take


def test_a_server_that_gives_a_byte_now_and_then_is_not_waited_for(server: Server) -> None:
    server.answers["/d"] = Answer(lambda: _dripping(server))
    assert refused(server.address("/d"), seconds=0.5).code == "handover.slow"


def test_what_is_no_web_server_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            there, _address = listening.accept()
            with there:
                there.recv(1000)
                there.sendall(b"SSH-2.0-OpenSSH\r\n")

        Thread(target=answer, daemon=True).start()
        port = listening.getsockname()[1]
        assert refused(f"http://127.0.0.1:{port}/d").code == "handover.strange"
    closed = refused(f"http://127.0.0.1:{port}/d")
    assert closed.code == "handover.unreachable"
    assert error(Translator("fr"), closed).count("(rien n’y répond)") == 1


def test_a_host_that_is_not_there_is_told() -> None:
    assert refused("https://no-such-host.invalid/d").code in ("handover.no-host", "handover.slow")


def _endless(server: Server) -> Iterator[bytes]:
    while not server.over.is_set():
        yield b"x" * 65_536


def _silent(server: Server) -> Iterator[bytes]:
    server.over.wait(30)
    yield b""


def _dripping(server: Server) -> Iterator[bytes]:
    while not server.over.wait(0.05):
        yield b"x"
