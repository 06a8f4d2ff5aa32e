resource "aws_lambda_function" "this" {
  vpc_config {
    subnet_ids         = aws_subnet.every[*].id
    security_group_ids = [aws_security_group.this.id]
  }
}

resource "aws_security_group" "this" {
  description = "Function <name>"
  vpc_id      = aws_subnet.every[0].vpc_id

  egress {
    description = "HTTPS to the services that the function calls"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  # The function waits for this group, and is refused unless it may join the network.
  depends_on = [aws_iam_role_policy_attachment.this_network]
}

resource "aws_iam_role_policy_attachment" "this_network" {
  role       = aws_iam_role.of_role.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}
