# METADATA
# title: What holds data is not destroyed with its content
# description: >-
#   AWS refuses to delete a bucket, a repository or a vault that isn't empty, which has saved many.
#   `force_destroy` and `force_delete` empty it first, whatever is inside and however old the
#   versions.
# related_resources:
#   - description: NIST SP 800-53 Rev. 5, CP-9 and SI-12
#   - description: AWS Well-Architected Framework, REL 9
# custom:
#   id: TF_AWS_DEL_5
#   severity: medium
package terraformer.aws_deletion.destroyed_with_content

import data.terraformer.lib.terraform
import rego.v1

switches := {
	"aws_backup_vault": "force_destroy",
	"aws_ecr_repository": "force_delete",
	"aws_route53_zone": "force_destroy",
	"aws_s3_bucket": "force_destroy",
	"aws_s3_directory_bucket": "force_destroy",
}

deny contains terraform.finding(holder, argument, message) if {
	some type, argument in switches
	some holder in terraform.of_type(type)
	holder.values[argument] == true
	message := "Destroying this destroys everything in it"
}
