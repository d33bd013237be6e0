"""What tells VS Code of decks: their schema, and `deck check` as a task.

The task's problem matchers put the sentences of `deck check` into the editor's list of problems,
each at its line.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kpitrainer.atomic_write import create
from kpitrainer.deckfile.schema.json_schema import FILE
from kpitrainer.domain.errors import Severity
from kpitrainer.i18n import Translator

FOLDER = ".vscode"


def write_vscode(folder: Path, translate: Translator) -> tuple[Path, ...]:
    """Write FOLDER into `folder`; the files that were there, which stay as they are.

    Raises:
        OSError: it cannot be written.
    """
    (folder / FOLDER).mkdir(exist_ok=True)
    kept = []
    for name, content in _files(translate):
        file = folder / FOLDER / name
        data = (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
        try:
            create(file, data)
        except FileExistsError:
            if file.is_symlink() or file.read_bytes() != data:
                kept.append(file)
    return tuple(kept)


def _files(translate: Translator) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "settings.json", {"yaml.schemas": {f"./{FILE}": ["*.yaml", "*.yml"]}}
    yield "extensions.json", {"recommendations": ["redhat.vscode-yaml"]}
    # A process and no shell: the name of a file is an argument, whatever signs it has.
    task = {
        "label": translate("cli.vscode-task"),
        "type": "process",
        "command": "kpitrainer",
        "args": ["deck", "check", "${workspaceFolder}", "--lang", translate.language],
        "group": {"kind": "build", "isDefault": True},
        "presentation": {"reveal": "silent", "clear": True},
        "problemMatcher": [_matcher(severity, translate) for severity in Severity],
    }
    yield "tasks.json", {"version": "2.0.0", "tasks": [task]}


def _matcher(severity: Severity, translate: Translator) -> dict[str, Any]:
    """By which the editor reads a line of that severity; it knows the English words only."""
    word = re.escape(translate(f"common.severity-{severity}"))
    return {
        "owner": f"kpitrainer-{severity}",
        "source": "kpitrainer",
        "severity": str(severity),
        "fileLocation": "absolute",
        "pattern": {
            "regexp": rf"^(.+?):(\d+):(\d+): {word}: (.*)$",
            "file": 1,
            "line": 2,
            "column": 3,
            "message": 4,
        },
    }
