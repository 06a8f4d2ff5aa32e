"""`initialize`: what the client can do, where its workspace is, which settings it begins with.

The answer, the server's capabilities, is made by pygls from `routes.py`; the session is opened
right after it, since that imports all that the session will need.
"""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.lsp.server import LanguageServer

from terraformer_ls.hcl.positions import Encoding
from terraformer_ls.lsp.client import Client, section_of
from terraformer_ls.lsp.documents import path_of
from terraformer_ls.lsp.session import Session
from terraformer_ls.settings import settings_from


def open_session(server: LanguageServer, params: types.InitializeParams) -> Session:
    """A new session for the client that said hello."""
    settings, problems = settings_from(section_of(params.initialization_options))
    session = Session(Client(server, params), _encoding(params.capabilities), settings, problems)
    session.folders = _folders(params)
    return session


def _encoding(capabilities: types.ClientCapabilities) -> Encoding:
    """What columns count: pygls announces the same choice."""
    chosen = ServerCapabilitiesBuilder.choose_position_encoding(capabilities)
    return Encoding(chosen.value if isinstance(chosen, types.PositionEncodingKind) else chosen)


def _folders(params: types.InitializeParams) -> list[Path]:
    uris = [folder.uri for folder in params.workspace_folders or ()]
    if not uris and params.root_uri:
        uris = [params.root_uri]
    folders = [path for uri in uris if (path := path_of(uri)) is not None]
    if not folders and params.root_path:
        folders = [Path(params.root_path)]
    return folders
