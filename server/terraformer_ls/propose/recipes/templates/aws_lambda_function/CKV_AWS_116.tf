# where dead_letter_config is unset
resource "aws_lambda_function" "this" {
  dead_letter_config {
    target_arn = aws_sqs_queue.this_failed.arn
  }
}

resource "aws_sqs_queue" "this_failed" {
  name                      = "<name>-failed"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true

  # The function waits for this queue, and is refused unless it may write to it.
  depends_on = [aws_iam_role_policy.this_failed]
}

resource "aws_iam_role_policy" "this_failed" {
  role = aws_iam_role.of_role.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = "arn:aws:sqs:*:${data.aws_caller_identity.shared.account_id}:<name>-failed"
    }]
  })
}
