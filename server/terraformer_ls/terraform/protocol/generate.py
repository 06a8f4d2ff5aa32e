"""Make the protocol's Python from `plugin6.proto`.

python -m terraformer_ls.terraform.protocol.generate        (needs grpcio-tools)
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_NOT_OURS = "# Generated from plugin6.proto.\n# ruff: noqa\n# fmt: off\n# pyright: basic\n"


def generate() -> None:
    """Write `plugin6_pb2.py` and `plugin6_pb2.pyi` beside the protocol."""
    folder = Path(__file__).parent
    compile_command = [sys.executable, "-m", "grpc_tools.protoc", "-I.", "--python_out=."]
    subprocess.run(
        [*compile_command, "--pyi_out=.", "plugin6.proto"], cwd=folder, check=True, timeout=60
    )
    for made in (folder / "plugin6_pb2.py", folder / "plugin6_pb2.pyi"):
        made.write_text(_NOT_OURS + made.read_text())


if __name__ == "__main__":
    generate()
