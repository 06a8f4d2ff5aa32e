"""The ladder's stages, put together: a new stage is a line here."""

from __future__ import annotations

from pathlib import Path

from terraformer_ls.settings import Settings
from terraformer_ls.terraform.engine import Terraform
from terraformer_ls.verify.ladder import StageRunner
from terraformer_ls.verify.stages.plan import PlanStage
from terraformer_ls.verify.stages.policy import PolicyStage
from terraformer_ls.verify.stages.schema import SchemaStage
from terraformer_ls.verify.stages.syntax import SyntaxStage
from terraformer_ls.verify.stages.validate import ValidateStage


def stage_runners(settings: Settings) -> list[StageRunner]:
    """A runner for every stage that the settings ask for. Cheap: processes start on first use."""
    binary = settings.terraform_path
    terraform = Terraform(Path(binary).expanduser() if binary else None)
    plan = PlanStage(terraform)
    runners: list[StageRunner] = [
        SyntaxStage(settings.max_file_size),
        SchemaStage(),
        ValidateStage(terraform),
        plan,
        PolicyStage(settings, plan.plans if plan.stage in settings.stages else None),
    ]
    return [runner for runner in runners if runner.stage in settings.stages]
