# where aws_s3_bucket_versioning.by_bucket.versioning_configuration.status is Enabled
# where aws_s3_bucket.shared_replica.bucket is unset
resource "aws_s3_bucket_replication_configuration" "this" {
  # Objects under a KMS key stay where they are, unless the rule and the role say more.
  bucket = aws_s3_bucket.this.id
  role   = aws_iam_role.this_replication.arn

  rule {
    id     = "everything"
    status = "Enabled"

    filter {}

    delete_marker_replication {
      status = "Enabled"
    }

    destination {
      bucket = var.this_replica_bucket
    }
  }

  depends_on = [aws_s3_bucket_versioning.by_bucket]
}

variable "this_replica_bucket" {
  description = "ARN of the bucket in another region that gets the copies; it must keep versions"
  type        = string
}

resource "aws_iam_role" "this_replication" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this_replication" {
  role = aws_iam_role.this_replication.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
        Resource = aws_s3_bucket.this.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"]
        Resource = "${aws_s3_bucket.this.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]
        Resource = "${var.this_replica_bucket}/*"
      },
    ]
  })
}
