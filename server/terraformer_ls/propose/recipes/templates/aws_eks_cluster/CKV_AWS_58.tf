resource "aws_eks_cluster" "this" {
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = aws_kms_key.shared.arn
    }
  }
}
