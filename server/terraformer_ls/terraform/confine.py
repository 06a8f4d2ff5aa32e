"""Take away from this process what it does not need, by the kernel's own means (Linux: Landlock).

Memory is limited, too.

After `confine` the process and all its threads can read only the given folders, write only in
their own, execute nothing else and open no TCP connection. A module that reads `/etc/passwd` with
`file()`, or a provisioner that would run a program, then fails whatever way it found.

https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_VERSION_FLAG = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

_EXECUTE = 1 << 0
_READ = (1 << 2) | (1 << 3)  # files, folders
_ALL_V1 = (1 << 13) - 1
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_TCP = (1 << 0) | (1 << 1)  # bind, connect

_FILE_RIGHTS = _EXECUTE | (1 << 1) | (1 << 2) | _TRUNCATE | _IOCTL


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def confine(
    *, readable: Iterable[Path], writable: Iterable[Path], executable: Iterable[Path] = ()
) -> bool:
    """Confine this process for good. Call it before the first thread is started.

    Args:
        readable: folders and files that may be read; those that don't exist are ignored.
        writable: folders that may be read and written.
        executable: files that may be read and executed.

    Returns:
        Whether the kernel does it; False changes nothing.
    """
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    version: int = library.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    if version < 1:
        return False
    handled = _ALL_V1
    handled |= _REFER if version >= 2 else 0
    handled |= _TRUNCATE if version >= 3 else 0
    handled |= _IOCTL if version >= 5 else 0
    attributes = _Ruleset(files=handled, network=_TCP if version >= 4 else 0)
    size = ctypes.sizeof(attributes) if version >= 4 else ctypes.sizeof(ctypes.c_uint64)
    ruleset: int = library.syscall(_CREATE_RULESET, ctypes.byref(attributes), size, 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow(library, ruleset, path, _READ & handled)
        for path in writable:
            _allow(library, ruleset, path, handled & ~_EXECUTE)
        for path in executable:
            _allow(library, ruleset, path, (_READ | _EXECUTE) & handled)
        if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return library.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def limit_memory(most: int) -> bool:
    """Let this process and those below it take no more memory than this, or half of all there is.

    What asks for more is refused, by which a Go program ends.

    Args:
        most: bytes of data, each process by itself.

    Returns:
        Whether the system does it (Linux does); False changes nothing.
    """
    if not sys.platform.startswith("linux"):
        return False
    import resource

    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = min(most, half)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, wanted))
    return True


def _allow(library: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= _FILE_RIGHTS
        rule = _PathBeneath(allowed=rights, parent=descriptor)
        library.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)
