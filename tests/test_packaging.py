"""What pyproject.toml promises of dependencies and Pythons is what is tried."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_oldest_dependencies_are_those_that_are_tried() -> None:
    wanted = [re.split(r"[<>=;,]+", line) for line in PROJECT["dependencies"]]
    tried = re.findall(r"^([\w-]+)==([\w.]+)", (ROOT / ".ci/oldest.txt").read_text(), re.MULTILINE)
    assert [name for name, _ in tried] == [name for name, *_ in wanted]
    for (name, version), (_, lowest, *_) in zip(tried, wanted, strict=True):
        assert f"{version}.0.0".startswith(f"{lowest}."), name


def test_the_pythons_that_are_named_are_those_that_are_tried() -> None:
    named = [
        line.rpartition(" ")[2]
        for line in PROJECT["classifiers"]
        if line.startswith("Programming Language :: Python :: ")
    ]
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    assert f"python: {named}".replace("'", '"') in workflow
    assert PROJECT["requires-python"] == f">={named[0]}"
