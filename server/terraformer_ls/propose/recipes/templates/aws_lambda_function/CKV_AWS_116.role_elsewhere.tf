# where dead_letter_config is unset
# where role is (?!aws_iam_role\.).*
resource "aws_lambda_function" "this" {
  dead_letter_config {
    target_arn = aws_sqs_queue.this_failed.arn
  }
}

resource "aws_sqs_queue" "this_failed" {
  # The function's role, which is kept elsewhere, must allow sqs:SendMessage to this queue.
  name                      = "<name>-failed"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}
