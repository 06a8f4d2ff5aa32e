"""A socket whose connections can be told apart.

Each of Terraform's provider configurations (`aws`, `aws.west`) has a connection of its own, and
nothing in its requests says which of them asks. gRPC tells connections apart by the address that
they come from, and on a Unix socket nobody comes from any: so what connects here is passed on from
an address that is given to it.
"""

from __future__ import annotations

import contextlib
import itertools
import socket
import threading
from pathlib import Path

_PIECE = 1 << 16


def listen(path: Path, server: Path) -> None:
    """Pass on what connects to a socket, from now on.

    Args:
        path: of the socket, which is made.
        server: of the one that a server listens on; its connections come from addresses beside it.
    """
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(64)
    threading.Thread(target=_accept, args=(listener, server), daemon=True).start()


def _accept(listener: socket.socket, server: Path) -> None:
    for number in itertools.count(1):
        client, _ = listener.accept()
        address = server.with_suffix(f".{number}")
        threading.Thread(target=_serve, args=(client, server, address), daemon=True).start()


def _serve(client: socket.socket, server: Path, address: Path) -> None:
    with client, socket.socket(socket.AF_UNIX) as passed_on:
        try:
            passed_on.bind(str(address))
            passed_on.connect(str(server))
        except OSError:  # a full disk, too many open files: Terraform sees that nobody answers
            return
        finally:
            address.unlink(missing_ok=True)
        back = threading.Thread(target=_pass_on, args=(passed_on, client), daemon=True)
        back.start()
        _pass_on(client, passed_on)
        back.join()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    """Copy what comes from one to the other until either ends, and then end both."""
    with contextlib.suppress(OSError):
        while piece := source.recv(_PIECE):
            target.sendall(piece)
    for each in (source, target):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
