"""The child process that runs a model through transformers: `...transformers_worker MODEL`.

The keys and values of the last prompt are kept: one that only grew costs its new tokens, where the
model's cache can be cut back (it can't where layers forget, as with sliding windows).
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from terraformer_ls.child.worker import Request, serve
from terraformer_ls.model.circles import goes_round
from terraformer_ls.model.fim import FimFormat, format_of, formats
from terraformer_ls.model.grammar.nodes import Node
from terraformer_ls.model.grammar.notation import from_json
from terraformer_ls.model.masking import Masking, token_texts

# Tokens of prompt and answer. Beyond it a processor reads for half a minute.
_CONTEXT = 8192
# Tokens of prompt between two looks at the clock and the cancellation.
_CHUNK = 256


class Stopped(Exception):
    """Time is over, or nobody wants the answer, before the prompt was read."""


class Model:
    """A loaded model with its tokenizer; runs on a GPU where there is one."""

    def __init__(self, name: str) -> None:
        self.torch: Any = importlib.import_module("torch")
        library: Any = importlib.import_module("transformers")
        self._library = library
        local = Path(name).is_dir()
        self.tokenizer: Any = library.AutoTokenizer.from_pretrained(name, local_files_only=local)
        cuda = self.torch.cuda.is_available()
        mps = self.torch.backends.mps.is_available()
        self.device = "cuda" if cuda else "mps" if mps else "cpu"
        model: Any = library.AutoModelForCausalLM.from_pretrained(
            name, dtype="auto", local_files_only=local
        )
        if self.device == "cpu" and model.dtype == self.torch.float16:
            model = model.float()  # processors have no half-precision arithmetic worth using
        self.model: Any = model.to(self.device).eval()
        positions = getattr(model.config, "max_position_embeddings", None) or _CONTEXT
        self.context: int = min(positions, _CONTEXT)
        self.fim = self._fim(name)
        self._read: list[int] = []
        self._cache: Any = None
        self._text_of = token_texts(self.tokenizer)

    def tokens_of(self, text: str, special: bool) -> list[int]:
        """The token ids of a text, with the tokenizer's own start token if `special`."""
        return self.tokenizer(text, add_special_tokens=special)["input_ids"]

    def generate(
        self,
        tokens: list[int],
        sampling: dict[str, Any],
        seed: int,
        watch: Watch,
        grammar: Node | None = None,
    ) -> None:
        """Decode after `tokens`; `watch` keeps the answer and decides when it ends."""
        cache = self._cache_for(tokens, watch)
        drawn = sampling["temperature"] > 0
        held: list[Masking] = []
        if grammar is not None:
            ends = self.end_tokens()
            held = [Masking(self.torch, self._text_of, ends, grammar, len(tokens), draws=drawn)]
        self.torch.manual_seed(seed)
        with self.torch.inference_mode():
            self.model.generate(
                input_ids=self._tensor(tokens),
                attention_mask=self.torch.ones(1, len(tokens), device=self.device),
                past_key_values=cache,
                max_new_tokens=min(sampling["max_tokens"], self.context - len(tokens)),
                do_sample=drawn,
                temperature=sampling["temperature"] if drawn else None,
                top_p=sampling["top_p"] if drawn else None,
                top_k=None,
                pad_token_id=self.tokenizer.pad_token_id or self.tokenizer.eos_token_id,
                logits_processor=self._library.LogitsProcessorList(held),
                stopping_criteria=self._library.StoppingCriteriaList([watch]),
            )

    def end_tokens(self) -> set[int]:
        """The ids with which the model ends an answer."""
        configured: int | list[int] | None = self.model.generation_config.eos_token_id
        ends = configured if isinstance(configured, list) else [configured]
        return {end for end in [*ends, self.tokenizer.eos_token_id] if end is not None}

    def _cache_for(self, tokens: list[int], watch: Watch) -> Any:
        """A cache that has read all of `tokens` but the last, reusing what the last prompt left."""
        cache, known = self._cache, _common(self._read, tokens[:-1])
        self._cache, self._read = None, []
        if cache is not None:
            try:
                surplus = cache.get_seq_length() - known
                if surplus > 0:
                    cache.crop(-surplus)
                if cache.get_seq_length() != known:
                    cache = None
            except (AttributeError, NotImplementedError, RuntimeError, ValueError):
                cache = None
        if cache is None:
            cache, known = self._library.DynamicCache(config=self.model.config), 0
        self._cache = cache
        self._read = tokens[:known]
        with self.torch.inference_mode():
            while known < len(tokens) - 1:
                if watch.over():
                    raise Stopped
                chunk = tokens[known : min(known + _CHUNK, len(tokens) - 1)]
                self.model(input_ids=self._tensor(chunk), past_key_values=cache, use_cache=True)
                known += len(chunk)
                self._read = tokens[:known]
        return cache

    def _tensor(self, tokens: list[int]) -> Any:
        return self.torch.tensor([tokens], device=self.device)

    def _fim(self, name: str) -> FimFormat | None:
        """By the name, or else by the marks that the tokenizer knows."""
        vocabulary: dict[str, int] = self.tokenizer.get_vocab()
        named = format_of(name)
        for known in (*([named] if named else []), *formats()):
            if {known.prefix, known.suffix, *([known.end] if known.end else [])} <= set(vocabulary):
                return known
        return None


class Watch:
    """Follows one answer: its text so far, whether it must end, and who hears it."""

    def __init__(
        self,
        model: Model,
        prompt_tokens: int,
        request: Request,
        ends: float,
        stop: list[str],
        hear: Callable[[str], None] | None,
        typed: str | None,
        *,
        draws: bool,
    ) -> None:
        self._model = model
        self._draws = draws
        self._typed = typed
        self._prompt_tokens = prompt_tokens
        self._request = request
        self._ends = ends
        self._stop = stop
        self._hear = hear
        self._end_tokens = model.end_tokens()
        self.text = ""
        self.tokens = 0
        self.finished = False

    def over(self) -> bool:
        """Whether time is over or nobody wants the answer any more."""
        return self._request.cancelled.is_set() or time.monotonic() >= self._ends

    def __call__(self, input_ids: Any, *_: Any, **__: Any) -> Any:
        """Called by transformers after each token: a row of flags, True to stop."""
        written = [int(token) for token in input_ids[0, self._prompt_tokens :]]
        ended = bool(written) and written[-1] in self._end_tokens
        text: str = self._model.tokenizer.decode(
            written[:-1] if ended else written,
            skip_special_tokens=False,
            clean_up_tokenization_spaces=False,
        )
        self.tokens = len(written)
        # Half a character shows as a replacement mark until its last byte is there.
        text = text.rstrip("�")
        cut = min((text.find(stop) for stop in self._stop if stop in text), default=-1)
        if cut >= 0:
            text = text[:cut]
        if self._hear is not None and text.startswith(self.text) and text != self.text:
            self._hear(text[len(self.text) :])
        self.text = text
        self.finished = ended or cut >= 0
        line_ended = self._typed is not None and "\n" in text[len(self._typed) :]
        is_lost = not self._draws and goes_round(text)
        stop = self.finished or line_ended or is_lost or self.over()
        return self._model.torch.full((input_ids.shape[0],), stop, device=input_ids.device)


def _answers(
    model: Model,
    tokens: list[int],
    sampling: dict[str, Any],
    stop: list[str],
    ends: float,
    request: Request,
    hear: Callable[[str], None] | None = None,
    line: dict[str, Any] | None = None,
) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = []
    grammar = from_json(line["grammar"]) if line is not None else None
    typed = line["typed"] if line is not None else None
    for number in range(sampling["candidates"]):
        heard_by = hear if number == 0 else None
        draws = sampling["temperature"] > 0
        watch = Watch(model, len(tokens), request, ends, stop, heard_by, typed, draws=draws)
        if watch.over():
            break
        try:
            model.generate(tokens, sampling, sampling["seed"] + number, watch, grammar)
        except Stopped:
            break
        answers.append({"text": watch.text, "finished": watch.finished, "tokens": watch.tokens})
    return answers


def _infill(model: Model, params: dict[str, Any], request: Request) -> Any:
    sampling = params["sampling"]
    ends = time.monotonic() + sampling["deadline"]
    room = model.context - sampling["max_tokens"]
    prefix, suffix = params["prefix"], params["suffix"]
    line: dict[str, Any] | None = params.get("line")
    while True:
        text = model.fim.prompt(prefix, suffix) if model.fim is not None else prefix
        text += line["begun"] if line is not None else ""
        tokens = model.tokens_of(text, special=True)
        if len(tokens) <= room or len(prefix) + len(suffix) < 64:
            break
        share = room / len(tokens) * 0.9
        prefix, suffix = prefix[-int(len(prefix) * share) :], suffix[: int(len(suffix) * share)]
    stop = [*sampling["stop"], *(model.fim.stop if model.fim is not None else ())]
    return _answers(model, tokens, sampling, stop, ends, request, line=line)


def _chat(model: Model, params: dict[str, Any], request: Request) -> Any:
    sampling = params["sampling"]
    ends = time.monotonic() + sampling["deadline"]
    text, stop = _conversation(model.tokenizer, params["messages"])
    line: dict[str, Any] | None = params.get("line")
    text += line["begun"] if line is not None else ""
    tokens = model.tokens_of(text, special=not model.tokenizer.chat_template)
    if len(tokens) >= model.context:
        raise ValueError(f"{len(tokens)} tokens are more than it can read ({model.context})")
    hear = request.emit if line is None else None
    stops = [*sampling["stop"], *stop]
    return _answers(model, tokens, sampling, stops, ends, request, hear, line)


def _conversation(tokenizer: Any, messages: list[dict[str, str]]) -> tuple[str, list[str]]:
    """The conversation as the text that the model was trained on, and what ends an answer."""
    if not tokenizer.chat_template:
        turns = [f"{turn['role'].capitalize()}: {turn['content']}\n\n" for turn in messages]
        return "".join([*turns, "Assistant:"]), ["\nUser:", "\nSystem:"]
    options: dict[str, Any] = {"tokenize": False, "add_generation_prompt": True}
    try:
        return tokenizer.apply_chat_template(messages, **options), []
    except Exception:
        # Some templates refuse a system turn: its words go before the first question.
        system = "\n\n".join(turn["content"] for turn in messages if turn["role"] == "system")
        others = [dict(turn) for turn in messages if turn["role"] != "system"]
        if not system or not others:
            raise
        others[0]["content"] = f"{system}\n\n{others[0]['content']}"
        return tokenizer.apply_chat_template(others, **options), []


def _common(first: list[int], second: list[int]) -> int:
    """How many tokens two prompts have in common at their start."""
    for index, (left, right) in enumerate(zip(first, second, strict=False)):
        if left != right:
            return index
    return min(len(first), len(second))


def main() -> None:
    """Serve the model named on the command line."""
    loaded: list[Model] = []

    def model() -> Model:
        if not loaded:
            loaded.append(Model(sys.argv[1]))
        return loaded[0]

    serve(
        {
            "load": lambda _params, _request: model() and None,
            "infill": lambda params, request: _infill(model(), params, request),
            "chat": lambda params, request: _chat(model(), params, request),
        }
    )


if __name__ == "__main__":
    main()
