# METADATA
# title: Image repositories drop old images
# description: >-
#   Every build pushes an image and none goes away by itself.
# related_resources:
#   - description: AWS Security Hub, ECR.3
#   - description: AWS Well-Architected Framework, COST 4
# custom:
#   id: TF_AWS_COST_6
#   severity: low
package terraformer.aws_cost.images_kept_for_ever

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(repository, "name", message) if {
	some repository in terraform.of_type("aws_ecr_repository")
	not terraform.possibly_referred_by("aws_ecr_lifecycle_policy", "repository", repository.address)
	not by_name(repository)
	message := "No lifecycle policy removes this repository's old images"
}

by_name(repository) if {
	some policy in terraform.of_type("aws_ecr_lifecycle_policy")
	policy.values.repository == repository.values.name
}
