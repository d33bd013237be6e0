"""The Pythons that pyproject.toml promises are what is tried."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_pythons_that_are_named_are_those_that_are_tried() -> None:
    named = [
        line.rpartition(" ")[2]
        for line in PROJECT["classifiers"]
        if line.startswith("Programming Language :: Python :: ")
    ]
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    assert f"python: {named}".replace("'", '"') in workflow
    assert PROJECT["requires-python"] == f">={named[0]}"
