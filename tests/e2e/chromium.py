"""Makes sure that there is a browser for the tests in a real VS Code.

Installs Debian's Chromium where that is possible (apt, as root); elsewhere it says in one sentence
what to do. Knows nothing of the tests; harness/chromium.mjs looks in the same places.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PROGRAMS = (
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_PACKAGES = ("chromium", "fonts-dejavu-core")


def main() -> int:
    """0 when there is a browser, found or installed just now."""
    if _has_browser():
        return 0
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return _give_up(
            "Install Chromium or Chrome, or name one in the environment variable CHROMIUM"
        )
    print(f"Installing {' and '.join(_PACKAGES)} with apt-get", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *_PACKAGES),
    ):
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            print(run.stdout, run.stderr, sep="\n", file=sys.stderr)
            return _give_up(f"`{' '.join(command)}` failed, see above")
    return 0 if _has_browser() else _give_up("apt-get installed a Chromium that is not on PATH")


def _has_browser() -> bool:
    named = os.environ.get("CHROMIUM", "")
    found = any(shutil.which(command) is not None for command in _COMMANDS)
    return found or any(Path(path).is_file() for path in (named, *_PROGRAMS) if path)


def _give_up(reason: str) -> int:
    print(f"The tests in a real VS Code need a browser: {reason}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
