# METADATA
# title: Alerts tell somebody
# description: >-
#   An alert without an action fires where nobody looks.
# related_resources:
#   - description: Microsoft cloud security benchmark, LT-1 and IR-2
#   - description: NIST SP 800-53 Rev. 5, SI-4
# custom:
#   id: TF_AZURE_LOG_1
#   severity: medium
package terraformer.azure_logging.alert_that_tells_nobody

import data.terraformer.lib.terraform
import rego.v1

types := {
	"azurerm_monitor_metric_alert",
	"azurerm_monitor_activity_log_alert",
	"azurerm_monitor_scheduled_query_rules_alert_v2",
}

deny contains terraform.finding(alert, "action", message) if {
	some type in types
	some alert in terraform.of_type(type)
	not alert.values.enabled == false
	not terraform.given(alert, "action")
	message := "The alert has no action: it tells nobody"
}
