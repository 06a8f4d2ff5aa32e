# METADATA
# title: Names of buckets are legal
# description: >-
#   S3 takes 3 to 63 characters: small letters, digits, dots and hyphens, with a letter or digit at
#   both ends, and some beginnings and ends are its own.
# related_resources:
#   - description: Amazon S3 User Guide, General purpose bucket naming rules
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AWS_NAME_3
#   severity: high
package terraformer.aws_naming.illegal_bucket_name

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

deny contains terraform.finding(bucket, "bucket", message) if {
	some bucket in terraform.of_type("aws_s3_bucket")
	name := bucket.values.bucket
	is_string(name)
	name != ""
	illegal(name)
	not variables.placeholder(name)
	message := sprintf("S3 takes no bucket of the name %s", [name])
}

illegal(name) if not regex.match(`^[a-z0-9][a-z0-9.-]*[a-z0-9]$`, name)

illegal(name) if not legal_length(name)

illegal(name) if contains(name, "..")

# An IPv4 address.
illegal(name) if {
	count(split(name, ".")) == 4
	regex.match(`^[0-9.]+$`, name)
}

illegal(name) if {
	some prefix in ["xn--", "sthree-", "amzn-s3-demo-"]
	startswith(name, prefix)
}

illegal(name) if {
	some suffix in ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"]
	endswith(name, suffix)
}

legal_length(name) if {
	count(name) >= 3
	count(name) <= 63
}
