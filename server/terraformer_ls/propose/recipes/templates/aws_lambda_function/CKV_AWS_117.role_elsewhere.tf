# where role is (?!aws_iam_role\.).*
resource "aws_lambda_function" "this" {
  vpc_config {
    subnet_ids         = aws_subnet.every[*].id
    security_group_ids = [aws_security_group.this.id]
  }
}

resource "aws_security_group" "this" {
  # The function's role, which is kept elsewhere, needs AWSLambdaVPCAccessExecutionRole.
  description = "Function <name>"
  vpc_id      = aws_subnet.every[0].vpc_id

  egress {
    description = "HTTPS to the services that the function calls"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
