"""A drill template as its author wrote it, compiled."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """Placeholder of the contract: see the drill helper's task."""

    id: str
