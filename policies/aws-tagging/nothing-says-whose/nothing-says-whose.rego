# METADATA
# title: What costs money has tags
# description: >-
#   A bill can be read only as far as its resources say whose they are and what for.
# related_resources:
#   - description: AWS Well-Architected Framework, COST 3
#   - description: AWS Whitepaper, Best Practices for Tagging AWS Resources
#   - description: NIST SP 800-53 Rev. 5, CM-8
# custom:
#   id: TF_AWS_TAG_1
#   severity: low
package terraformer.aws_tagging.nothing_says_whose

import data.terraformer.lib.terraform
import rego.v1

# Those that are paid for while they exist.
types := {
	"aws_db_instance",
	"aws_dynamodb_table",
	"aws_ebs_volume",
	"aws_ecs_service",
	"aws_efs_file_system",
	"aws_eks_cluster",
	"aws_elasticache_cluster",
	"aws_elasticache_replication_group",
	"aws_instance",
	"aws_kinesis_stream",
	"aws_lb",
	"aws_msk_cluster",
	"aws_nat_gateway",
	"aws_opensearch_domain",
	"aws_rds_cluster",
	"aws_redshift_cluster",
	"aws_s3_bucket",
}

deny contains terraform.finding(resource, "tags", message) if {
	not default_tags
	some resource in terraform.resources
	resource.type in types
	not terraform.given(resource, "tags")
	message := "Nothing says whose this is and what for"
}

# Of any configuration of the provider: which of them a module's resources use isn't always written.
default_tags if {
	some _, provider in input.configuration.provider_config
	provider.expressions.default_tags
}
