"""A name for this machine that no other has, also where a whole home was copied to another."""

import json
import os
import platform
import re
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from kpitrainer import atomic_write

_ID_FILES = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_LONGEST = 30


def machine_name(folder: Path, database: Path) -> str:
    """The name of this machine for the progress file at `database`, such as `portable-3f9a51c2`.

    It is chosen once and noted in `folder`, with the machine it was chosen on: a note that was
    copied from another machine counts for nothing. Where nothing can be noted it follows from
    machine and file.
    """
    host = re.sub(r"[^a-z0-9]+", "-", platform.node().partition(".")[0].lower()).strip("-")
    host = host[:_LONGEST] or "machine"
    here = _digest(_machine_id() or host)
    note = folder / f"machine-{_digest(str(database))}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        noted = json.loads(note.read_bytes())
        if noted["machine"] == here and re.fullmatch(r"[a-z0-9-]{1,60}", noted["name"]):
            return str(noted["name"])
    name = f"{host}-{os.urandom(4).hex()}"
    try:
        atomic_write.write(note, json.dumps({"machine": here, "name": name}).encode())
    except OSError:
        return f"{host}-{_digest(here + str(database))}"
    return name


def _machine_id() -> str:
    """What the system calls this machine, empty where it tells nothing."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - of Windows alone

        place = r"SOFTWARE\Microsoft\Cryptography"
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""
    for file in _ID_FILES:
        with suppress(OSError, UnicodeDecodeError):
            return Path(file).read_text("ascii").strip()
    return ""


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]
