# METADATA
# title: Flow logs record what was rejected
# description: >-
#   A flow log of accepted traffic alone doesn't show who was trying: scans, wrong rules and
#   machines that have been taken over show first in what is rejected.
# related_resources:
#   - description: CIS AWS Foundations Benchmark v3.0.0, 3.7
#   - description: NIST SP 800-53 Rev. 5, AU-12 and SI-4
# custom:
#   id: TF_AWS_LOG_7
#   severity: low
package terraformer.aws_logging.flow_log_of_accepted_only

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(log, "traffic_type", message) if {
	some log in terraform.of_type("aws_flow_log")
	log.values.traffic_type == "ACCEPT"
	not rejected_elsewhere
	message := "What is rejected is not recorded"
}

# Which network another flow log is about may be known only after apply: any will do.
rejected_elsewhere if {
	some log in terraform.of_type("aws_flow_log")
	log.values.traffic_type == "REJECT"
}
