"""Checkov's own virtual environment: where it is, whether it works, and how it is made.

Checkov can't share ours: it needs a package that installs the same top-level module as python-hcl2.
The versions are pinned in `checkov.lock`. Nothing here is called on a keystroke except
`find_checkov`, which looks at a few files.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from terraformer_ls import paths
from terraformer_ls.settings import Settings

OnProgress = Callable[[str, float], None]
"""Told what is being done and how much of all is done, from 0 to 1."""

HOW_TO_GET_IT = "run `terraformer-ls setup`"

_LOCK_FILE = Path(__file__).with_name("checkov.lock")
_COMPLETE = "terraformer-complete"
_INSTALL_SECONDS = 1800


@dataclass(frozen=True, slots=True)
class CheckovEnvironment:
    """A Python that can import Checkov, and the version it imports."""

    python: Path
    version: str

    @property
    def command(self) -> tuple[str, ...]:
        """The `checkov` command of this environment."""
        return (str(self.python), "-m", "checkov.main")


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Why there is no Checkov: a sentence that may follow "skipped: "."""

    reason: str


def pinned_version() -> str:
    """The version of Checkov in the lock file."""
    for line in _LOCK_FILE.read_text().splitlines():
        name, _, version = line.partition("==")
        if name == "checkov":
            return version
    raise ValueError(f"{_LOCK_FILE} does not pin checkov")


def environment_folder() -> Path:
    """Where our own environment is or will be: one per Checkov version and Python version."""
    python = f"py{sys.version_info.major}.{sys.version_info.minor}"
    return paths.data_folder() / f"checkov-{pinned_version()}-{python}"


def find_checkov(settings: Settings) -> CheckovEnvironment | Unavailable:
    """The Checkov to use: the command that the settings name, else our own environment.

    Looks only; nothing is installed.
    """
    if settings.checkov_path:
        return _users_checkov(settings.checkov_path)
    folder = environment_folder()
    python = _python_in(folder)
    if (folder / _COMPLETE).is_file() and python.exists():
        return CheckovEnvironment(python, pinned_version())
    return Unavailable(f"Checkov is not installed yet; {HOW_TO_GET_IT}")


def ensure_environment(
    settings: Settings | None = None, on_progress: OnProgress | None = None
) -> CheckovEnvironment | Unavailable:
    """The Checkov to use; our own environment is made when it is missing and needed.

    Safe to call from several processes: one makes it, the others wait. An interrupted call leaves
    an environment that counts as missing, and the next call starts over.
    """
    report = on_progress or _no_progress
    found = find_checkov(settings or Settings())
    if isinstance(found, CheckovEnvironment) or (settings and settings.checkov_path):
        return found
    folder = environment_folder()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _locked(folder.with_name(f"{folder.name}.lock"), report):
            found = find_checkov(Settings())
            if isinstance(found, CheckovEnvironment):  # another process was quicker
                return found
            # A virtual environment can't be moved once made (its scripts hold its path), so it is
            # made in place, and a file written last says that it is whole.
            if folder.exists():
                shutil.rmtree(folder)
            problem = _install(folder, report)
            if problem is not None:
                shutil.rmtree(folder, ignore_errors=True)
                return Unavailable(problem)
            (folder / _COMPLETE).touch()
    except OSError as error:
        return Unavailable(
            f"Checkov's environment can't be made in {folder.parent}: {error.strerror or error}"
        )
    report("Checkov is installed", 1.0)
    return CheckovEnvironment(_python_in(folder), pinned_version())


def _no_progress(_message: str, _fraction: float) -> None:
    return None


def _python_in(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@contextlib.contextmanager
def _locked(path: Path, report: OnProgress) -> Generator[None]:
    """Hold a file's lock, which the system lets go of when its holder dies."""
    import fcntl

    with path.open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report("Waiting for another process that installs Checkov", 0.0)
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _install(folder: Path, report: OnProgress) -> str | None:
    """Make the environment; the sentence that says what went wrong, or None."""
    report("Making an environment for Checkov", 0.02)
    # Our own pip can install into another environment. Without it, `venv` brings one along, which
    # takes longer and which some systems package separately.
    has_pip = find_spec("pip") is not None
    make = [sys.executable, "-m", "venv", *(["--without-pip"] if has_pip else []), str(folder)]
    made = subprocess.run(
        make, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if made.returncode != 0:
        return _explain(made.stdout + made.stderr)
    python = str(_python_in(folder))
    pip = [sys.executable, "-m", "pip", "--python", python] if has_pip else [python, "-m", "pip"]
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar=off", "--prefer-binary"]
    problem = _run_pip([*pip, "install", *options, "--requirement", str(_LOCK_FILE)], report)
    if problem is not None:
        return problem
    report("Trying Checkov out", 0.97)
    tried = _import_version(Path(python))
    return None if tried == pinned_version() else f"Checkov was installed but does not run: {tried}"


def _run_pip(command: list[str], report: OnProgress) -> str | None:
    packages = max(1, len(_LOCK_FILE.read_text().splitlines()))
    seen = 0
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,  # pip may work in a process of its own, which must end with it
        )
        lines: list[str] = []
        try:
            assert process.stdout is not None
            for line in process.stdout:
                lines.append(line)
                if line.startswith("Collecting "):
                    seen += 1
                    name = re.split(r"[=<>~! ]", line.removeprefix("Collecting "), maxsplit=1)[0]
                    report(f"Downloading {name.strip()}", 0.05 + 0.65 * min(seen / packages, 1))
                elif line.startswith("Installing "):
                    report(f"Installing {packages} packages", 0.75)
            process.wait(_INSTALL_SECONDS)
        except BaseException:  # interrupted: pip must not go on alone
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        errors.seek(0)
        if process.returncode == 0:
            return None
        return _explain("".join(lines) + errors.read())


_EXPLANATIONS = (
    (r"No space left|Errno 28|Disk quota", "there is no space left on the disk"),
    (
        r"NewConnectionError|ConnectTimeout|Temporary failure in name resolution|NameResolution|"
        r"Network is unreachable|Connection refused|ProxyError|Max retries|timed out",
        "the package index can't be reached; try again with a network, or name your own Checkov "
        "in the setting terraformer.checkovPath",
    ),
    (r"ensurepip|No module named pip", "this Python has neither pip nor ensurepip"),
    (
        r"No matching distribution|Could not find a version",
        "a package that it needs is not offered for this Python or system",
    ),
    (r"Permission denied|Errno 13", "its folder can't be written to"),
)


def _explain(output: str) -> str:
    for pattern, explanation in _EXPLANATIONS:
        if re.search(pattern, output):
            return f"Checkov could not be installed: {explanation}"
    said = [line for line in output.splitlines() if line.strip()]
    return f"Checkov could not be installed: {said[-1].strip() if said else 'pip gave no reason'}"


def _users_checkov(command: str) -> CheckovEnvironment | Unavailable:
    named = shutil.which(str(Path(command).expanduser()))
    if named is None:
        return Unavailable(
            f"the setting terraformer.checkovPath names {command}, which can't be run"
        )
    script = Path(named).resolve()
    try:
        changed = script.stat().st_mtime_ns
    except OSError as error:
        return Unavailable(f"{command} can't be read: {error.strerror}")
    return _inspect_command(Path(named), script, changed)


@functools.lru_cache(maxsize=8)
def _inspect_command(
    named: Path,
    script: Path,
    changed: int,  # noqa: ARG001 - a command that changed is another one
) -> CheckovEnvironment | Unavailable:
    python = _python_of(script) or _python_beside(named) or _python_beside(script)
    if python is None:
        return Unavailable(
            f"{named} is not a Python script whose environment can be told; let "
            "terraformer.checkovPath name the `checkov` of a virtual environment"
        )
    version = _import_version(python)
    if not re.fullmatch(r"\d+(\.\d+)+\S*", version):
        return Unavailable(f"Checkov does not run with {python}, the Python of {named}: {version}")
    return CheckovEnvironment(python, version)


def _python_of(script: Path) -> Path | None:
    """The interpreter that a script's first lines name."""
    try:
        with script.open("rb") as stream:
            head = stream.read(1024).decode("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    if not head or not head[0].startswith("#!"):
        return None
    words = head[0][2:].split()
    if words and Path(words[0]).name == "env":
        words = [word for word in words[1:] if not word.startswith("-")]
    # A path that is too long or has spaces: pip writes `#!/bin/sh` and the path on the next line.
    if words and Path(words[0]).name == "sh" and len(head) > 1 and "exec" in head[1]:
        with contextlib.suppress(ValueError):
            words = shlex.split(head[1].replace("'''exec'", "", 1))
    if not words or not Path(words[0]).name.startswith("python"):
        return None
    found = shutil.which(words[0])
    return Path(found) if found else None


def _python_beside(script: Path) -> Path | None:
    python = script.with_name("python")
    return python if python.is_file() else None


def _import_version(python: Path) -> str:
    """The version of Checkov that a Python imports, or the last line of what it said instead."""
    try:
        ran = subprocess.run(
            [str(python), "-c", "import checkov.version; print(checkov.version.version)"],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            stdin=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = (ran.stdout if ran.returncode == 0 else ran.stderr).strip().splitlines()
    return said[-1].strip() if said else f"exit code {ran.returncode}"
