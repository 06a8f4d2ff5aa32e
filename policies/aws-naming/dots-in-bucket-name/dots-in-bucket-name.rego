# METADATA
# title: Names of buckets have no dots
# description: >-
#   The certificate of S3 covers one level below its domain.
# related_resources:
#   - description: Amazon S3 User Guide, General purpose bucket naming rules
#   - description: NIST SP 800-53 Rev. 5, SC-8
# custom:
#   id: TF_AWS_NAME_1
#   severity: low
package terraformer.aws_naming.dots_in_bucket_name

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(bucket, "bucket", message) if {
	some bucket in terraform.of_type("aws_s3_bucket")
	name := bucket.values.bucket
	is_string(name)
	contains(name, ".")
	count(terraform.blocks(bucket.values, "website")) == 0
	not terraform.possibly_referred_by("aws_s3_bucket_website_configuration", "bucket", bucket.address)
	not website_by_name(name)
	message := sprintf("%s cannot be reached by TLS under its own host name", [name])
}

website_by_name(name) if {
	some website in terraform.of_type("aws_s3_bucket_website_configuration")
	website.values.bucket == name
}
