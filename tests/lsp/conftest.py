"""A project on disk, and editors that work on it.

No test may change the project other than by its own hands, and no server may complain about
anything that a test did not expect: both are checked after every test.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from lsp_editor import PULLING, PUSHED, Editor
from lsp_project import Project, Start
from lsprotocol import types

from terraformer_ls.policy.environment import Unavailable, find_checkov
from terraformer_ls.settings import Settings


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    root = tmp_path / "project"
    root.mkdir()
    project = Project(root)
    yield project
    project.check()


@pytest.fixture
async def start(project: Project) -> AsyncIterator[Start]:
    """Starts editors on the project, and stops them after the test."""
    editors: list[Editor] = []

    async def start(
        capabilities: types.ClientCapabilities = PUSHED,
        settings: dict[str, object] | None = None,
    ) -> Editor:
        editor = Editor(project.root, settings)
        editors.append(editor)
        await editor.start(capabilities)
        return editor

    yield start
    for editor in editors:
        await editor.stop()


@pytest.fixture(params=[PUSHED, PULLING], ids=["pushed", "pulling"])
def capabilities(request: pytest.FixtureRequest) -> types.ClientCapabilities:
    """Both kinds of editor."""
    return request.param


@pytest.fixture
def checkov() -> None:
    """Checkov, without which the test says nothing."""
    found = find_checkov(Settings())
    if isinstance(found, Unavailable):
        pytest.skip(found.reason)
