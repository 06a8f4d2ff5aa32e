# METADATA
# title: Alerts tell somebody
# description: >-
#   An alert policy without a notification channel opens incidents on a page where nobody looks.
# related_resources:
#   - description: Google Cloud documentation, Create and manage notification channels
#   - description: NIST SP 800-53 Rev. 5, SI-4
# custom:
#   id: TF_GCP_LOG_1
#   severity: medium
package terraformer.gcp_logging.alert_that_tells_nobody

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(alert, "notification_channels", message) if {
	some alert in terraform.of_type("google_monitoring_alert_policy")
	not alert.values.enabled == false
	not terraform.given(alert, "notification_channels")
	message := "The alert has no notification channel: it tells nobody"
}
