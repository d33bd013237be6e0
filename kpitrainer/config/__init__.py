"""The learner's settings, the file they are kept in, and the folders things live in."""

from kpitrainer.config.folders import APP, Paths, check_sync_folder
from kpitrainer.config.setting_forms import SELF_GRADED
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
    "SELF_GRADED",
    "DeckOptions",
    "Paths",
    "Settings",
    "check_sync_folder",
    "in_toml",
    "load_settings",
    "save_settings",
    "settings_text",
    "unknown_settings",
]
