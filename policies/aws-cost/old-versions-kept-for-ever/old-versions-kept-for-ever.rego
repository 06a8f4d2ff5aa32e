# METADATA
# title: Old versions of objects come to an end
# description: >-
#   With versioning, an object that is overwritten or deleted stays and is paid for, unseen in the
#   console.
# related_resources:
#   - description: Amazon S3 User Guide, Managing your storage lifecycle
#   - description: AWS Well-Architected Framework, COST 4
# custom:
#   id: TF_AWS_COST_5
#   severity: medium
package terraformer.aws_cost.old_versions_kept_for_ever

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(lifecycle, "rule", message) if {
	some lifecycle in terraform.of_type("aws_s3_bucket_lifecycle_configuration")
	rules := terraform.blocks(lifecycle.values, "rule")
	count(rules) > 0
	every rule in rules {
		count(terraform.blocks(rule, "noncurrent_version_expiration")) == 0
	}
	buckets := {bucket.address | some bucket in terraform.referred_from(lifecycle, "bucket", "aws_s3_bucket")}
	count(buckets & versioned) > 0
	count(buckets & unversioned) == 0

	# Another configuration may be about the same bucket and say it.
	every bucket in buckets {
		count(configurations[bucket]) == 1
	}
	message := "The bucket is versioned and no rule ends its noncurrent versions"
}

versioned contains bucket.address if {
	some versioning in terraform.of_type("aws_s3_bucket_versioning")
	versioning.values.versioning_configuration[0].status == "Enabled"
	some bucket in terraform.referred_from(versioning, "bucket", "aws_s3_bucket")
}

unversioned contains bucket.address if {
	some versioning in terraform.of_type("aws_s3_bucket_versioning")
	not versioning.values.versioning_configuration[0].status == "Enabled"
	some bucket in terraform.referred_from(versioning, "bucket", "aws_s3_bucket")
}

# The blocks that configure each bucket's lifecycle.
configurations[address] contains lifecycle.plain if {
	some lifecycle in terraform.of_type("aws_s3_bucket_lifecycle_configuration")
	some bucket in terraform.referred_from(lifecycle, "bucket", "aws_s3_bucket")
	address := bucket.address
}
