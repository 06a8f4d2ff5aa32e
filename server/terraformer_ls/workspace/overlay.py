"""A snapshot as files, for tools that only read folders.

Every file is a copy, in memory where the system offers that. Links to the user's own files would
save a millisecond, but a tool would then read what is on disk at that moment and not what the
snapshot says, and the verdict would be kept under the wrong content. Nothing is ever written to
the user's folder.

Each process has one scratch folder with a lock that dies with it, so that what a killed process
left behind is known and swept by the next one.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import fcntl
import itertools
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path, PurePosixPath
from types import TracebackType

from terraformer_ls import paths
from terraformer_ls.workspace.snapshot import Snapshot

_PREFIX = "terraformer-"
_LOCK_NAME = "lock"
_UNLOCKED_AGE = 3600.0
"""Seconds after which a scratch folder without a lock file is nobody's."""


class Overlay:
    """A private folder kept equal to the snapshot laid last.

    Not for several threads at once: who runs a tool on it must hold it until the tool is done.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._laid: dict[str, bytes] = {}

    @property
    def path(self) -> Path:
        """The folder that stands for the snapshot's root. There only after `lay` succeeded."""
        if self._folder is None:
            raise ValueError("nothing was laid yet")
        return self._folder

    def lay(self, snapshot: Snapshot) -> str | None:
        """Make the folder hold exactly the snapshot's files; only those that differ are written.

        Returns:
            None, or a sentence that says why it could not be done (no space, no rights). Another
            call may then succeed.
        """
        wanted = {path: document.text for path, document in snapshot.files.items()}
        problem: OSError | None = None
        for scratch in _scratch_folders():
            try:
                if self._folder is None or not self._folder.is_dir():
                    self._forget()
                    self._folder = _new_folder(scratch)
                self._write(wanted)
            except OSError as error:
                problem = error
                self.close()  # the next scratch folder may have the space that this one lacks
            else:
                return None
        return f"the files could not be copied for the tool: {_explain(problem)}"

    def close(self) -> None:
        """Remove the folder. Laying again makes a new one."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._forget()

    def __enter__(self) -> Overlay:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _forget(self) -> None:
        self._folder = None
        self._laid = {}

    def _write(self, wanted: dict[str, bytes]) -> None:
        for path in [path for path in self._laid if path not in wanted]:
            self._remove(path)
        folder = os.fspath(self.path)
        for path, text in wanted.items():
            before = self._laid.get(path)
            if before is text or before == text:
                continue
            if not is_inside(path):
                raise ValueError(f"{path!r} is not a path below a snapshot's root")
            target = f"{folder}/{path}"
            if before is None and "/" in path:
                os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 - called per file and keystroke
            self._laid.pop(path, None)  # until it is written whole
            with open(target, "wb") as stream:  # noqa: PTH123
                stream.write(text)
            self._laid[path] = text

    def _remove(self, path: str) -> None:
        target = self.path / path
        target.unlink(missing_ok=True)
        del self._laid[path]
        for parent in target.parents:
            if parent == self.path:
                break
            try:
                parent.rmdir()
            except OSError:  # it still holds other files
                break


def is_inside(path: str) -> bool:
    """Whether a snapshot's path stays below its root."""
    pure = PurePosixPath(path)
    return bool(path) and not pure.is_absolute() and ".." not in pure.parts


def sweep_scratch(scratch: Path) -> None:
    """Remove what dead processes of ours left in a scratch folder."""
    with contextlib.suppress(OSError):
        for folder in scratch.glob(f"{_PREFIX}*"):
            if folder not in _own_folders and _is_abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    try:
        status = folder.stat(follow_symlinks=False)
        if status.st_uid != os.getuid():
            return False
        try:
            descriptor = os.open(folder / _LOCK_NAME, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            return time.time() - status.st_mtime > _UNLOCKED_AGE
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(descriptor)
    except OSError:
        return False
    return True


_own_folders: dict[Path, int] = {}
_own_by_scratch: dict[Path, Path] = {}
_own_lock = threading.Lock()
_numbers = itertools.count(1)


def _new_folder(scratch: Path) -> Path:
    """A new, empty folder in this process's part of a scratch folder."""
    with _own_lock:
        own = _own_by_scratch.get(scratch)
        if own is None or not own.is_dir():
            sweep_scratch(scratch)
            own = _claim(scratch)
            _own_by_scratch[scratch] = own
    folder = own / str(next(_numbers))
    folder.mkdir()
    return folder


def _claim(scratch: Path) -> Path:
    while True:
        own = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=scratch))
        descriptor = os.open(own / _LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A sweep may have taken the lock first and removed the folder: then once more.
            if (own / _LOCK_NAME).exists():
                _own_folders[own] = descriptor
                return own
        os.close(descriptor)


@atexit.register
def _remove_own_folders() -> None:
    for own in _own_folders:
        shutil.rmtree(own, ignore_errors=True)


def _scratch_folders() -> tuple[Path, ...]:
    first, second = paths.scratch_folder(), Path(tempfile.gettempdir())
    return (first,) if first == second else (first, second)


def _explain(error: OSError | None) -> str:
    if error is not None and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "no space is left on the device"
    return str(error and (error.strerror or error))
