"""The stand-in's own process: one socket per provider, told what to serve over standard input.

It must be a process of its own: Terraform kills the process that it was told serves a provider,
when that provider's socket can't be dialled.

    python -m terraformer_ls.terraform.standin.process

Requests are those of `child/worker.py`:

    serve {"folder", "cache", "providers": [{"address", "source", "identity", "pack" or "schema",
                                             "only", "answers"}]}
        -> {address: what TF_REATTACH_PROVIDERS wants}

A pack has a socket of its own; of other schemas, an address serves the one named last.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import grpc  # pyright: ignore[reportMissingTypeStubs]

from terraformer_ls.child.worker import Request, serve
from terraformer_ls.schema.json_shape import ProviderJson
from terraformer_ls.schema.packs import open_file
from terraformer_ls.terraform.standin import connections, wire
from terraformer_ls.terraform.standin.given_schema import GivenSchema
from terraformer_ls.terraform.standin.service import StandIn, generic_handler
from terraformer_ls.terraform.standin.wire import ProviderSchema

_SWITCH = 0.0001
"""Seconds after which a thread lets another one run: a request passes through several."""

_OPTIONS = [
    ("grpc.max_send_message_length", -1),
    ("grpc.max_receive_message_length", -1),
    # Terraform leaves one connection open per run; a long-lived worker would run out of sockets.
    ("grpc.max_connection_idle_ms", 1500),
]


class Socket:
    """One provider's socket; what answers behind it can be exchanged."""

    def __init__(self, folder: Path, number: int, identity: str, stand_in: StandIn) -> None:
        self.identity = identity
        self._server = grpc.server(  # pyright: ignore[reportUnknownMemberType]
            ThreadPoolExecutor(max_workers=4), options=_OPTIONS
        )
        self._server.add_generic_rpc_handlers((_Exchangeable(self),))
        if sys.platform == "win32":
            port = self._server.add_insecure_port("127.0.0.1:0")
            self.network, self.location = "tcp", f"127.0.0.1:{port}"
        else:
            path, behind = folder / f"{number}.sock", folder / f"{number}.server"
            behind.unlink(missing_ok=True)
            self._server.add_insecure_port(f"unix:{behind}")
            connections.listen(path, behind)
            self.network, self.location = "unix", str(path)
        self.exchange(identity, stand_in)
        self._server.start()

    def exchange(self, identity: str, stand_in: StandIn) -> None:
        """From now on answer as another stand-in."""
        self.identity = identity
        self.stand_in = stand_in
        self.handler = generic_handler(stand_in)

    @property
    def reattach(self) -> dict[str, object]:
        """What Terraform must be told about it."""
        return {
            "Protocol": "grpc",
            "ProtocolVersion": 6,
            "Pid": os.getpid(),
            "Test": True,  # false makes Terraform panic
            "Addr": {"Network": self.network, "String": self.location},
        }


class _Exchangeable(grpc.GenericRpcHandler):
    """Hands each call to whatever answers behind the socket now."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket

    def service(self, handler_call_details: Any) -> Any:
        return self._socket.handler.service(handler_call_details)


_sockets: dict[tuple[str, str], Socket] = {}


def _serve(params: dict[str, Any], _: Request) -> dict[str, object]:
    folder, cache = Path(params["folder"]), Path(params["cache"])
    reattach: dict[str, object] = {}
    for provider in params["providers"]:
        address: str = provider["address"]
        identity: str = provider["identity"]
        # Terraform keeps what a pack says, so each has a socket of its own.
        key = (address, identity if "pack" in provider and "only" not in provider else "")
        socket = _sockets.get(key)
        if socket is None or socket.identity != identity:
            stand_in = _stand_in(provider, cache)
            if socket is None:
                socket = _sockets[key] = Socket(folder, len(_sockets), identity, stand_in)
            else:
                socket.exchange(identity, stand_in)
        socket.stand_in.begin(provider["answers"])
        reattach[address] = socket.reattach
    return reattach


def _stand_in(provider: dict[str, Any], cache: Path) -> StandIn:
    only = provider.get("only")
    if "pack" in provider:
        file = Path(provider["pack"])
        schema: ProviderSchema = open_file(file)
        if only is None:
            return StandIn(
                schema,
                lambda: _schema_bytes(file, schema, cache),
                cacheable=True,
            )
    else:
        schema = GivenSchema(provider["source"], cast("ProviderJson", provider["schema"]))
    return StandIn(
        schema,
        lambda: wire.schema_message(schema, only, cacheable=False).SerializeToString(),
        cacheable=False,
    )


def _schema_bytes(pack: Path, schema: ProviderSchema, cache: Path) -> bytes:
    """A whole pack's answer to `GetProviderSchema`, which takes a second to make for AWS."""
    digest = hashlib.sha256(Path(wire.__file__).read_bytes())
    digest.update(pack.read_bytes())
    kept = cache / "standin" / f"{pack.stem}-{digest.hexdigest()[:16]}.bin"
    with contextlib.suppress(OSError):
        return kept.read_bytes()
    made = wire.schema_message(schema, cacheable=True).SerializeToString()
    with contextlib.suppress(OSError):  # a full disk costs time, not the feature
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as unfinished:
            unfinished.write(made)
        Path(unfinished.name).replace(kept)
    return made


if __name__ == "__main__":
    sys.setswitchinterval(_SWITCH)
    logging.basicConfig(level=logging.WARNING)
    serve({"serve": _serve})
