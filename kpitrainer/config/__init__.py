"""The learner's settings, the file they are kept in, and the folders things live in."""

from kpitrainer.config.folders import APP, Paths
from kpitrainer.config.settings import DeckOptions, Settings
from kpitrainer.config.settings_file import (
    in_toml,
    load_settings,
    save_settings,
    settings_text,
    unknown_settings,
)

__all__ = [
    "APP",
    "DeckOptions",
    "Paths",
    "Settings",
    "in_toml",
    "load_settings",
    "save_settings",
    "settings_text",
    "unknown_settings",
]
