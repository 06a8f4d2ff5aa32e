"""Providers without a cloud: archives, files, HTTP, programs. Nothing is read, asked or run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping

from terraformer_ls.schema.cty import Kind, Type
from terraformer_ls.terraform.standin.realistic import SSH_KEY
from terraformer_ls.terraform.standin.values import Object, dynamic

_EMPTY_ZIP = b"PK\x05\x06" + b"\0" * 18


def _archive(_: Object, __: str) -> Object:
    def encoded(digest: bytes) -> str:
        return base64.b64encode(digest).decode()

    sha1 = hashlib.sha1(_EMPTY_ZIP, usedforsecurity=False).hexdigest()
    sha256, sha512 = hashlib.sha256(_EMPTY_ZIP), hashlib.sha512(_EMPTY_ZIP)
    return {
        "id": sha1,
        "output_size": len(_EMPTY_ZIP),
        "output_md5": hashlib.md5(_EMPTY_ZIP, usedforsecurity=False).hexdigest(),
        "output_sha": sha1,
        "output_sha256": sha256.hexdigest(),
        "output_sha512": sha512.hexdigest(),
        "output_base64sha256": encoded(sha256.digest()),
        "output_base64sha512": encoded(sha512.digest()),
    }


def _http(config: Object, _: str) -> Object:
    return {
        "id": config.get("url"),
        "response_body": "{}",
        "body": "{}",
        "response_body_base64": base64.b64encode(b"{}").decode(),
        "status_code": 200,
        "response_headers": {},
    }


def _external(config: Object, _: str) -> Object:
    """The program never runs: its answer is its question."""
    query = config.get("query")
    known = query.items() if isinstance(query, dict) else ()
    return {
        "id": "-",
        "result": {name: value for name, value in known if isinstance(value, str)},
    }


def _remote_state(_: Object, __: str) -> Object:
    empty = Type(Kind.OBJECT, attributes={})
    return {"outputs": dynamic({}, empty)}


ANSWERS: Mapping[str, Callable[[Object, str], Object]] = {
    "archive_file": _archive,
    "external": _external,
    "http": _http,
    "local_file": lambda _, __: {"content": "", "content_base64": ""},
    "local_sensitive_file": lambda _, __: {"content": "", "content_base64": ""},
    "terraform_remote_state": _remote_state,
    "tls_public_key": lambda _, __: {"public_key_openssh": f"{SSH_KEY}\n"},
}
