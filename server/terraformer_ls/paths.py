"""Where TerraFormer keeps what is its own: never in the user's project.

`TERRAFORMER_DATA` moves everything to one folder, for tests and for machines whose home is small.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import platformdirs

_NAME = "terraformer-ls"


def data_folder() -> Path:
    """Converted models and Checkov's environment: dear to make again, safe to delete."""
    moved = os.environ.get("TERRAFORMER_DATA")
    return Path(moved) if moved else platformdirs.user_data_path(_NAME, appauthor=False)


def cache_folder() -> Path:
    """Downloads and anything that is cheap to make again."""
    moved = os.environ.get("TERRAFORMER_DATA")
    return Path(moved) / "cache" if moved else platformdirs.user_cache_path(_NAME, appauthor=False)


def log_folder() -> Path:
    """The logs of the server and of its child processes."""
    moved = os.environ.get("TERRAFORMER_DATA")
    return Path(moved) / "log" if moved else platformdirs.user_log_path(_NAME, appauthor=False)


def scratch_folder() -> Path:
    """Where overlays are laid: in memory where the system offers that."""
    shared_memory = Path("/dev/shm")
    if shared_memory.is_dir() and os.access(shared_memory, os.W_OK):
        return shared_memory
    return Path(tempfile.gettempdir())
