# METADATA
# title: Replication includes the objects that KMS encrypts
# description: >-
#   S3 leaves out objects that are encrypted with a KMS key unless the replication rule asks for
#   them and names a key for the copies.
# related_resources:
#   - description: Amazon S3 User Guide, Replicating encrypted objects
#   - description: NIST SP 800-53 Rev. 5, CP-9
# custom:
#   id: TF_AWS_ENC_4
#   severity: high
package terraformer.aws_encryption.replication_skips_encrypted_objects

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(replication, "rule.source_selection_criteria", message) if {
	some replication in terraform.of_type("aws_s3_bucket_replication_configuration")
	encrypted_with_kms(replication)
	some rule in terraform.blocks(replication.values, "rule")
	rule.status == "Enabled"
	not includes_encrypted(rule)
	message := "The bucket's objects are encrypted with KMS and this rule does not replicate such objects"
}

# Both name the same bucket, by reference or by its name.
encrypted_with_kms(replication) if {
	some encryption in kms_encryption
	some bucket in terraform.referred_from(replication, "bucket", "aws_s3_bucket")
	bucket in terraform.referred_from(encryption, "bucket", "aws_s3_bucket")
	count({same | some same in terraform.of_type("aws_s3_bucket"); same.name == bucket.name; same.module == bucket.module}) == 1
}

encrypted_with_kms(replication) if {
	some encryption in kms_encryption
	is_string(replication.values.bucket)
	replication.values.bucket == encryption.values.bucket
}

kms_encryption contains encryption if {
	some encryption in terraform.of_type("aws_s3_bucket_server_side_encryption_configuration")
	some rule in terraform.blocks(encryption.values, "rule")
	some encrypted in terraform.blocks(rule, "apply_server_side_encryption_by_default")
	encrypted.sse_algorithm in {"aws:kms", "aws:kms:dsse"}
}

includes_encrypted(rule) if {
	some criteria in terraform.blocks(rule, "source_selection_criteria")
	some objects in terraform.blocks(criteria, "sse_kms_encrypted_objects")
	not objects.status == "Disabled"
}
