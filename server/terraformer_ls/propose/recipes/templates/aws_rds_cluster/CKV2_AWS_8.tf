resource "aws_backup_selection" "this" {
  name         = "<name>"
  plan_id      = aws_backup_plan.shared.id
  iam_role_arn = aws_iam_role.shared_backup.arn
  resources    = [aws_rds_cluster.this.arn]
}
