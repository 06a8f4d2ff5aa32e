# where monitoring_role_arn is unset
resource "aws_rds_cluster_instance" "this" {
  monitoring_interval = 60
  monitoring_role_arn = aws_iam_role.this_monitoring.arn
}

resource "aws_iam_role" "this_monitoring" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "this_monitoring" {
  role       = aws_iam_role.this_monitoring.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
