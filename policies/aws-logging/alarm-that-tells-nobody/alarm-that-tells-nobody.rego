# METADATA
# title: Alarms tell somebody
# description: >-
#   An alarm without an action turns red where nobody looks.
# related_resources:
#   - description: AWS Security Hub, CloudWatch.15
#   - description: NIST SP 800-53 Rev. 5, SI-4
# custom:
#   id: TF_AWS_LOG_5
#   severity: medium
package terraformer.aws_logging.alarm_that_tells_nobody

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(alarm, "alarm_actions", message) if {
	some type in ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"]
	some alarm in terraform.of_type(type)
	every argument in ["alarm_actions", "ok_actions", "insufficient_data_actions"] {
		not terraform.given(alarm, argument)
	}
	not in_composite(alarm)
	message := "The alarm has no action: it tells nobody"
}

in_composite(alarm) if terraform.possibly_referred_by("aws_cloudwatch_composite_alarm", "alarm_rule", alarm.address)

in_composite(alarm) if {
	some composite in terraform.of_type("aws_cloudwatch_composite_alarm")
	is_string(composite.values.alarm_rule)
	is_string(alarm.values.alarm_name)
	contains(composite.values.alarm_rule, alarm.values.alarm_name)
}
