"""The documents that the editor has open, as it last told us.

The only copy of what the user types: pygls' own workspace is not used, since ours keeps the syntax
tree in step with each edit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from terraformer_ls.hcl.document import Document
from terraformer_ls.hcl.edits import TextEdit
from terraformer_ls.hcl.positions import Encoding
from terraformer_ls.lsp.positions import span_of
from terraformer_ls.workspace.discover import is_terraform_file

_LANGUAGES = frozenset({"terraform", "terraform-vars", "opentofu", "opentofu-vars", "tofu", "hcl"})


@dataclass(frozen=True)
class OpenDocument:
    """One open document; an edit makes a new one.

    Attributes:
        uri: as the client writes it: answers use the very same string.
        path: where it is on disk, None for a document that was never saved.
        version: the client's count of its edits.
        language: the client's name for its language.
        document: its text and tree.
    """

    uri: str
    path: Path | None
    version: int
    language: str
    document: Document

    @property
    def is_terraform(self) -> bool:
        """Whether it is ours to look at: by name when it has one, else by language."""
        if self.path is not None:
            return is_terraform_file(self.path.name)
        return self.language in _LANGUAGES

    @property
    def name(self) -> str:
        """A file name for it, also when it has none yet."""
        if self.path is not None:
            return self.path.name
        return "untitled.tfvars" if self.language.endswith("-vars") else "untitled.tf"

    def changed(
        self,
        version: int,
        changes: Iterable[types.TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> OpenDocument:
        """The document after the client's changes, which apply one after the other."""
        document = self.document
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                span = span_of(document, change.range, encoding)
                document = document.edited(TextEdit(span, _without_lone_surrogates(change.text)))
            else:
                document = Document(encoded(change.text))
        return OpenDocument(self.uri, self.path, version, self.language, document)


def opened(item: types.TextDocumentItem) -> OpenDocument:
    """A document as the client opened it."""
    return OpenDocument(
        item.uri,
        path_of(item.uri),
        item.version,
        str(item.language_id),
        Document(encoded(item.text)),
    )


def path_of(uri: str) -> Path | None:
    """The path of a `file:` URI; None for any other."""
    if not uri.startswith("file:"):
        return None
    path = to_fs_path(uri)
    return Path(path) if path else None


def encoded(text: str) -> bytes:
    """A client's text as UTF-8, also where JSON smuggled in half a surrogate pair."""
    return _without_lone_surrogates(text).encode("utf-8")


def _without_lone_surrogates(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
