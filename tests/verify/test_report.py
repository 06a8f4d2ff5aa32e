"""What a report counts, shows and is worth."""

from __future__ import annotations

from terraformer_ls.hcl.positions import Span
from terraformer_ls.verify.findings import Finding, Severity, Stage
from terraformer_ls.verify.report import Report, StageResult, Status
from terraformer_ls.verify.reward import reward


def finding(stage: Stage, severity: Severity = Severity.ERROR, start: int = 0) -> Finding:
    return Finding(stage, "rule", "message", severity, "main.tf", Span(start, start + 1))


def result(stage: Stage, *findings: Finding, applied: int = 0) -> StageResult:
    return StageResult.of(stage, findings, applied=applied)


def test_a_stage_with_hints_alone_passes() -> None:
    hint = finding(Stage.SCHEMA, Severity.HINT)
    assert result(Stage.SCHEMA, hint).status is Status.PASSED
    assert result(Stage.SCHEMA, finding(Stage.SCHEMA, Severity.INFORMATION)).status is Status.FAILED


def test_an_error_that_a_later_stage_repeats_is_shown_once() -> None:
    schema, again = finding(Stage.SCHEMA), finding(Stage.VALIDATE)
    elsewhere = finding(Stage.VALIDATE, start=7)
    policy = finding(Stage.POLICY)
    report = Report(
        (
            result(Stage.SCHEMA, schema),
            result(Stage.VALIDATE, again, elsewhere),
            result(Stage.POLICY, policy),
        )
    )
    assert report.findings == (schema, again, elsewhere, policy)
    assert report.shown == (schema, elsewhere, policy)


def test_two_errors_of_one_stage_at_one_place_are_both_shown() -> None:
    one, two = finding(Stage.VALIDATE), finding(Stage.VALIDATE)
    assert Report((result(Stage.VALIDATE, one, two),)).shown == (one, two)


def test_the_reward_climbs_the_ladder() -> None:
    broken = Report((result(Stage.SYNTAX, finding(Stage.SYNTAX)), result(Stage.SCHEMA)))
    parses = Report((result(Stage.SYNTAX), result(Stage.SCHEMA, finding(Stage.SCHEMA))))
    clean = Report((result(Stage.SYNTAX), result(Stage.SCHEMA)))
    assert 0 < reward(broken) < reward(parses) < reward(clean) == 1


def test_a_later_stage_counts_for_nothing_while_an_earlier_one_fails() -> None:
    failed = result(Stage.VALIDATE, finding(Stage.VALIDATE))
    without = Report((result(Stage.SYNTAX), failed, result(Stage.PLAN, finding(Stage.PLAN))))
    with_plan = Report((result(Stage.SYNTAX), failed, result(Stage.PLAN)))
    assert reward(without) == reward(with_plan)


def test_what_an_error_keeps_from_running_is_lost() -> None:
    skipped = StageResult.skipped(Stage.VALIDATE, "the schema is not met")
    parses = Report((result(Stage.SYNTAX), result(Stage.SCHEMA, finding(Stage.SCHEMA)), skipped))
    accepted = Report(
        (
            result(Stage.SYNTAX),
            result(Stage.SCHEMA),
            result(Stage.VALIDATE, finding(Stage.VALIDATE)),
        )
    )
    assert reward(parses) < 0.5
    assert reward(parses) < reward(accepted)


def test_a_warning_costs_little_and_ends_no_climb() -> None:
    warned = result(Stage.VALIDATE, finding(Stage.VALIDATE, Severity.WARNING))
    plans = Report((result(Stage.SYNTAX), warned, result(Stage.PLAN)))
    does_not = Report(
        (result(Stage.SYNTAX), result(Stage.VALIDATE), result(Stage.PLAN, finding(Stage.PLAN)))
    )
    assert reward(does_not) < reward(plans) < 1


def test_policy_gives_the_share_that_holds_weighed_by_severity() -> None:
    def with_policy(severity: Severity) -> float:
        failed = finding(Stage.POLICY, severity)
        return reward(Report((result(Stage.POLICY, failed, applied=10),)))

    assert 0 < with_policy(Severity.ERROR) < with_policy(Severity.INFORMATION) < 1


def test_a_skipped_stage_neither_gives_nor_costs() -> None:
    skipped = StageResult.skipped(Stage.PLAN, "no plan")
    assert reward(Report((result(Stage.SYNTAX), skipped))) == 1
    assert reward(Report((skipped,))) == 0
