"""The policy settings as an editor sends them."""

from __future__ import annotations

from terraformer_ls.settings import settings_from


def test_packs_folders_and_severities_are_read() -> None:
    settings, problems = settings_from(
        {
            "policy": {
                "packs": ["aws-*"],
                "folders": ["~/policies"],
                "severities": {"CKV_AWS_23": "error", "TF_AWS_NET_1": "off", "a.b": "hint"},
            }
        }
    )
    assert problems == ()
    assert settings.policy_packs == ("aws-*",)
    assert settings.policy_folders == ("~/policies",)
    assert dict(settings.policy_severities) == {
        "CKV_AWS_23": "error",
        "TF_AWS_NET_1": "off",
        "a.b": "hint",
    }


def test_severities_that_are_none_are_said() -> None:
    for value in ({"CKV_AWS_23": "awful"}, ["error"], "error"):
        settings, problems = settings_from({"policySeverities": value})
        assert settings.policy_severities == ()
        assert len(problems) == 1
        assert "policySeverities" in problems[0]
