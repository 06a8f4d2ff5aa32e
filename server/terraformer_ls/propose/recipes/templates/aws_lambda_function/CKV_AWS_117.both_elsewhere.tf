# where vpc_config is unset
# where aws_subnet.shared.vpc_id is unset
# where role is (?!aws_iam_role\.).*
resource "aws_lambda_function" "this" {
  vpc_config {
    subnet_ids         = var.this_subnets
    security_group_ids = [aws_security_group.this.id]
  }
}

resource "aws_security_group" "this" {
  # The function's role, which is kept elsewhere, needs AWSLambdaVPCAccessExecutionRole.
  description = "Function <name>"
  vpc_id      = var.this_vpc

  egress {
    description = "HTTPS to the services that the function calls"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

variable "this_vpc" {
  description = "ID of the network that the function joins"
  type        = string
}

variable "this_subnets" {
  description = "IDs of the private subnets that the function joins"
  type        = list(string)
}
