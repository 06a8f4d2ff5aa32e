# METADATA
# title: No two resources have the same name
# description: >-
#   A second role, queue or bucket of a name that exists is refused while applying, or worse,
#   quietly takes over the first.
# related_resources:
#   - description: AWS service API references, the uniqueness of each name
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AWS_NAME_6
#   severity: high
package terraformer.aws_naming.same_name_twice

import data.terraformer.lib.terraform
import rego.v1

names := {
	"aws_cloudwatch_log_group": "name",
	"aws_cloudwatch_metric_alarm": "alarm_name",
	"aws_db_instance": "identifier",
	"aws_db_subnet_group": "name",
	"aws_dynamodb_table": "name",
	"aws_ecr_repository": "name",
	"aws_ecs_cluster": "name",
	"aws_eks_cluster": "name",
	"aws_elasticache_replication_group": "replication_group_id",
	"aws_iam_instance_profile": "name",
	"aws_iam_role": "name",
	"aws_iam_user": "name",
	"aws_kms_alias": "name",
	"aws_lambda_function": "function_name",
	"aws_lb": "name",
	"aws_lb_target_group": "name",
	"aws_rds_cluster": "cluster_identifier",
	"aws_s3_bucket": "bucket",
	"aws_secretsmanager_secret": "name",
	"aws_sfn_state_machine": "name",
	"aws_sns_topic": "name",
	"aws_sqs_queue": "name",
	"aws_ssm_parameter": "name",
}

deny contains terraform.finding(resource, names[resource.type], message) if {
	some resource in named
	some other in named
	other.type == resource.type
	other.called == resource.called
	other.address != resource.address
	same_place(resource, other)
	message := sprintf("%s has the same name: %s", [other.address, resource.called])
}

named contains object.union(resource, {"called": name}) if {
	some resource in terraform.resources
	name := resource.values[names[resource.type]]
	is_string(name)
	name != ""
}

same_place(one, other) if {
	key := terraform.configuration(one.address).provider_config_key
	key == terraform.configuration(other.address).provider_config_key
	object.get(one.values, "region", null) == object.get(other.values, "region", null)
}
