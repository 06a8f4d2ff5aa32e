"""The embedded model's file, made from the one its author published: GGUF Q4_1 in, GGUF Q8_0 out.

Runs in a child process of its own (`python -m terraformer_ls.model.convert`), so that numpy and a
hundred megabytes of weights never enter the server. Q8_0 is what llama.cpp is fastest with on the
processors we measured, and what keeps a fine-tuned adapter's small differences.

It does not know where the input came from or where the result belongs: see `weights.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from terraformer_ls.model.adapter import Adapter

if TYPE_CHECKING:
    import numpy
    from gguf import GGUFReader, GGUFWriter, ReaderTensor
    from numpy.typing import NDArray

# The tokenizer has reserved tokens but none for filling gaps. These two are given that meaning;
# as published their rows are all alike and close to "end of text", which teaches a model to stop.
SUFFIX_TOKEN = 8
PREFIX_TOKEN = 9

# How BPE vocabularies write the words " suffix" and " prefix", whose meaning the rows start from.
_WORD_OF_TOKEN = {SUFFIX_TOKEN: "Ġsuffix", PREFIX_TOKEN: "Ġprefix"}

# Written anew for the result; everything else is copied.
_OWN_FIELDS = {"general.architecture", "general.file_type", "general.quantization_version"}


def convert(
    source: Path,
    target: Path,
    on_progress: Callable[[float], None],
    adapter: Path | None = None,
) -> None:
    """Write `target`, a GGUF in Q8_0, from `source`, a GGUF in any type that numpy can read.

    Norms stay in F32 and tensors that are Q8_0 already are copied bit by bit, but for what the
    adapter changes.

    Args:
        source: a llama GGUF with a byte-level BPE tokenizer.
        target: where to write; half a file is left behind when this fails.
        on_progress: hears the share that is done, from 0 to 1.
        adapter: the folder of an adapter to add to the weights.
    """
    from gguf import GGMLQuantizationType, GGUFReader, GGUFWriter, LlamaFileType

    reader = GGUFReader(source)
    writer = GGUFWriter(target, "llama")
    _copy_fields(reader, writer)
    writer.add_file_type(LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(2)
    writer.add_uint32("tokenizer.ggml.fim_suf_token_id", SUFFIX_TOKEN)
    writer.add_uint32("tokenizer.ggml.fim_pre_token_id", PREFIX_TOKEN)
    rows = _rows_to_copy(reader)
    changes = Adapter(adapter, _heads(reader)) if adapter is not None else None

    for tensor in reader.tensors:
        shape = [int(size) for size in reversed(tensor.shape)]
        kept = len(shape) == 1
        kind = GGMLQuantizationType.F32 if kept else GGMLQuantizationType.Q8_0
        byte_shape = shape if kept else [*shape[:-1], shape[-1] // 32 * 34]
        writer.add_tensor_info(
            tensor.name,
            byte_shape,
            _dtype(kept),
            _count(byte_shape) * (4 if kept else 1),
            raw_dtype=kind,
        )
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    for done, (tensor, data) in enumerate(_converted(reader.tensors, changes), 1):
        if tensor.name == "token_embd.weight":
            for row, meaning in rows.items():
                data[row] = data[meaning]
        writer.write_tensor_data(data)
        on_progress(done / len(reader.tensors))
    writer.close()


def meaning_of_rows() -> dict[int, str]:
    """Rows of the embedding that start as a copy of another token's, which stands here."""
    return dict(_WORD_OF_TOKEN)


def _copy_fields(reader: GGUFReader, writer: GGUFWriter) -> None:
    from gguf import GGUFValueType

    for name, field in reader.fields.items():
        if name.startswith(("GGUF.", "quantize.")) or name in _OWN_FIELDS:
            continue
        kind = field.types[0]
        inner = field.types[-1] if kind == GGUFValueType.ARRAY else None
        writer.add_key_value(name, field.contents(), kind, sub_type=inner)
    if "tokenizer.ggml.pre" not in reader.fields:
        # Without it llama.cpp no longer splits numbers into digits, as the model learnt them.
        writer.add_tokenizer_pre("smollm")


def _heads(reader: GGUFReader) -> tuple[int, int]:
    """How many heads attention has for queries and for keys."""
    queries = int(reader.fields["llama.attention.head_count"].contents())
    keys = reader.fields.get("llama.attention.head_count_kv")
    return queries, int(keys.contents()) if keys is not None else queries


def _rows_to_copy(reader: GGUFReader) -> dict[int, int]:
    tokens: list[str] = reader.fields["tokenizer.ggml.tokens"].contents()
    return {row: tokens.index(word) for row, word in _WORD_OF_TOKEN.items()}


def _converted(
    tensors: list[ReaderTensor], changes: Adapter | None
) -> Iterator[tuple[ReaderTensor, NDArray[numpy.generic]]]:
    """Each tensor with its new content, one at a time: memory holds one, not the model."""
    import numpy
    from gguf import GGMLQuantizationType
    from gguf.quants import dequantize, quantize

    for tensor in tensors:
        change = changes.change(tensor.name) if changes is not None else None
        if tensor.tensor_type == GGMLQuantizationType.Q8_0 and change is None:
            yield tensor, numpy.array(tensor.data)  # a copy: the file is mapped read-only
            continue
        values = dequantize(tensor.data, tensor.tensor_type)
        if change is not None:
            values = values + change
        if len(tensor.shape) == 1:
            yield tensor, values.astype(numpy.float32)
        else:
            yield tensor, quantize(values, GGMLQuantizationType.Q8_0)


def _dtype(kept: bool) -> numpy.dtype[Any]:
    import numpy

    return numpy.dtype(numpy.float32 if kept else numpy.uint8)


def _count(shape: list[int]) -> int:
    count = 1
    for size in shape:
        count *= size
    return count


if __name__ == "__main__":
    from terraformer_ls.child.worker import Request, serve

    def _convert(params: dict[str, Any], request: Request) -> None:
        def report(share: float) -> None:
            if request.cancelled.is_set():
                raise InterruptedError("cancelled")
            request.emit(share)

        adapter = Path(params["adapter"]) if params["adapter"] else None
        convert(Path(params["source"]), Path(params["target"]), report, adapter)

    serve({"convert": _convert})
