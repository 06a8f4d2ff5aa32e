"""A workspace too big to be verified as a whole."""

from __future__ import annotations

from lsp_editor import PUSHED
from lsp_project import NO_CHECKOV, Project, Start

BROKEN = "locals {\n"


async def test_only_the_modules_that_a_file_needs_are_looked_at(
    project: Project, start: Start
) -> None:
    for number in range(400):
        project.write(f"modules/m{number}/main.tf", BROKEN, remember=False)
    project.write("app/main.tf", 'module "m7" {\n  source = "../modules/m7"\n}\n')
    editor = await start(PUSHED, NO_CHECKOV)
    editor.open("app/main.tf")
    await editor.sees("modules/m7/main.tf", len)
    assert {uri for uri, shown in editor.published if shown} == {editor.uri("modules/m7/main.tf")}
    # The called module, opened itself, is still answered for once and only once.
    editor.open("modules/m7/main.tf")
    editor.replace("modules/m7/main.tf", "{", "{}")
    await editor.sees("modules/m7/main.tf", lambda shown: not shown)
    # Another one, opened first, is taken over by the module that calls it.
    editor.open("modules/m9/main.tf")
    await editor.sees("modules/m9/main.tf", len)
    project.write("other/main.tf", 'module "m9" {\n  source = "../modules/m9"\n}\n')
    editor.open("other/main.tf")
    await editor.sees("other/main.tf", lambda shown: not shown)
    editor.replace("modules/m9/main.tf", "{", "{}")
    await editor.sees("modules/m9/main.tf", lambda shown: not shown)
    editor.replace("modules/m9/main.tf", "{}", "{")
    await editor.sees("modules/m9/main.tf", len)


async def test_two_modules_opened_side_by_side_keep_their_other_files(
    project: Project, start: Start
) -> None:
    for number in range(400):
        project.write(f"modules/m{number}/main.tf", "locals {}\n", remember=False)
    for name in ("one", "two"):
        project.write(f"{name}/main.tf", 'output "size" {\n  value = var.size\n}\n')
        project.write(f"{name}/variables.tf", 'variable "size" {}\n')
    editor = await start(PUSHED, {"stages": ["syntax", "schema"], "model": "off"})
    for name in ("one", "two"):
        editor.open(f"{name}/main.tf")
        await editor.sees(f"{name}/main.tf", lambda shown: not shown)
    for name in ("one", "two"):
        editor.replace(f"{name}/main.tf", "var.size", "var.sizes")
        await editor.sees(f"{name}/main.tf", len)
        editor.replace(f"{name}/main.tf", "var.sizes", "var.size")
        await editor.sees(f"{name}/main.tf", lambda shown: not shown)
