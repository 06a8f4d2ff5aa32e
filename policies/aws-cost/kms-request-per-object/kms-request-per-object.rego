# METADATA
# title: Buckets encrypted with KMS use a bucket key
# description: >-
#   Without a bucket key, S3 asks KMS for every object that is written or read, and every such
#   request is paid for.
# related_resources:
#   - description: Amazon S3 User Guide, Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys
#   - description: AWS Well-Architected Framework, COST 6
# custom:
#   id: TF_AWS_COST_7
#   severity: low
package terraformer.aws_cost.kms_request_per_object

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(encryption, "rule.bucket_key_enabled", message) if {
	some encryption in terraform.of_type("aws_s3_bucket_server_side_encryption_configuration")
	some rule in terraform.blocks(encryption.values, "rule")

	# For aws:kms:dsse S3 has no bucket keys.
	rule.apply_server_side_encryption_by_default[_].sse_algorithm == "aws:kms"
	without_key(encryption, rule)
	message := "Every read and write asks KMS: a bucket key is missing"
}

without_key(_, rule) if rule.bucket_key_enabled == false

# Where it isn't written the provider fills it in, so that it is unknown here. Blocks that are
# dynamic aren't seen in the configuration: nothing is said of them.
without_key(encryption, _) if {
	written := terraform.configuration(encryption.address).expressions.rule
	count(written) > 0
	every rule in written {
		not rule.bucket_key_enabled
	}
}
