# METADATA
# title: A bucket does not write its access log into itself
# description: >-
#   Every entry of an access log is itself an access.
# related_resources:
#   - description: Amazon S3 User Guide, Logging requests with server access logging
#   - description: NIST SP 800-53 Rev. 5, AU-4 and AU-9
# custom:
#   id: TF_AWS_LOG_4
#   severity: medium
package terraformer.aws_logging.bucket_logs_into_itself

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(logging, "target_bucket", message) if {
	some logging in terraform.of_type("aws_s3_bucket_logging")
	into_itself(logging)
	message := "The bucket's access log is written into the bucket itself"
}

into_itself(logging) if {
	is_string(logging.values.bucket)
	logging.values.bucket == logging.values.target_bucket
}

# The names are known only after apply: both are the same reference to one bucket.
into_itself(logging) if {
	written := terraform.configuration(logging.address).expressions
	bucket := {attribute_removed(reference) | some reference in written.bucket.references}
	bucket == {attribute_removed(reference) | some reference in written.target_bucket.references}
	count(bucket) == 1
	some reference in bucket
	startswith(reference, "aws_s3_bucket.")
}

attribute_removed(reference) := regex.replace(reference, `\.(id|bucket)$`, "")
