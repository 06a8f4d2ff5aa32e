# METADATA
# title: Composed names are not too long
# description: >-
#   Names that are put together from a project, a stage and a purpose grow past what a service
#   takes, often for one stage only, and the service says so while applying.
# related_resources:
#   - description: AWS service API references, the length constraints of each name
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AWS_NAME_2
#   severity: medium
package terraformer.aws_naming.name_too_long

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

# Argument and greatest length, as the services' API references give them.
limits := {
	"aws_alb": ["name", 32],
	"aws_alb_target_group": ["name", 32],
	"aws_cloudwatch_event_rule": ["name", 64],
	"aws_db_instance": ["identifier", 63],
	"aws_eks_cluster": ["name", 100],
	"aws_elasticache_replication_group": ["replication_group_id", 40],
	"aws_iam_policy": ["name", 128],
	"aws_iam_role": ["name", 64],
	"aws_iam_user": ["name", 64],
	"aws_lambda_function": ["function_name", 64],
	"aws_lb": ["name", 32],
	"aws_lb_target_group": ["name", 32],
	"aws_opensearch_domain": ["domain_name", 28],
	"aws_rds_cluster": ["cluster_identifier", 63],
	"aws_scheduler_schedule": ["name", 64],
	"aws_security_group": ["name", 255],
	"aws_sfn_state_machine": ["name", 80],
	"aws_sqs_queue": ["name", 80],
}

deny contains terraform.finding(resource, argument, message) if {
	some type, [argument, limit] in limits
	some resource in terraform.of_type(type)
	name := resource.values[argument]
	is_string(name)

	# A function may be named by its ARN.
	not startswith(name, "arn:")
	count(name) > limit
	not variables.placeholder(name)
	message := sprintf("%s has %d characters, the service takes %d", [name, count(name), limit])
}
