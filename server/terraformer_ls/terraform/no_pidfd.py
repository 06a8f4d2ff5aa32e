"""Keep Go in this process from opening descriptors of processes (Linux: a seccomp filter).

Terraform asks once a second whether the process of a provider that it is attached to is still
there, until it ends itself: for a command that is soon. In a worker such askers add up, one a
provider and run, and each time they open a pidfd that lives until garbage is collected: thousands
after minutes. Where the kernel has no `pidfd_open`, Go asks by number and opens nothing.

https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import errno
import sys

_PIDFD_OPEN = 434  # the same on every architecture
_NO_NEW_PRIVILEGES = 38
_SET_SECCOMP, _FILTER = 22, 2
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_LOAD_WORD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def without_pidfd() -> bool:
    """Have `pidfd_open` say that there is no such call. Before the first thread is started.

    Returns:
        Whether the kernel does it; False changes nothing.
    """
    if not sys.platform.startswith("linux"):
        return False
    instructions = (_Instruction * 4)(
        _Instruction(_LOAD_WORD, 0, 0, 0),  # the call's number
        _Instruction(_JUMP_IF_EQUAL, 0, 1, _PIDFD_OPEN),
        _Instruction(_RETURN, 0, 0, _FAIL | errno.ENOSYS),
        _Instruction(_RETURN, 0, 0, _ALLOW),
    )
    program = _Program(len(instructions), instructions)
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return library.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0
