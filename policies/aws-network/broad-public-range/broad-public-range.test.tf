variable "offices" {
  type    = list(string)
  default = ["0.0.0.0/1", "128.0.0.0/1"]
}

resource "aws_security_group" "halves" { # denied
  name = "halves"

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = var.offices
  }
}

resource "aws_security_group" "ipv6" { # denied
  name = "ipv6"

  ingress {
    from_port        = 22
    to_port          = 22
    protocol         = "tcp"
    ipv6_cidr_blocks = ["2000::/3"]
  }
}

resource "aws_security_group" "inside" {
  name = "inside"

  ingress {
    from_port        = 22
    to_port          = 22
    protocol         = "tcp"
    cidr_blocks      = ["10.0.0.0/8"]
    ipv6_cidr_blocks = ["fc00::/7", "2001:db8::/32"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/1"]
  }
}

resource "aws_security_group_rule" "half" { # denied
  security_group_id = aws_security_group.inside.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["128.0.0.0/1"]
}

resource "aws_security_group_rule" "out" {
  security_group_id = aws_security_group.inside.id
  type              = "egress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["128.0.0.0/1"]
}

resource "aws_vpc_security_group_ingress_rule" "each" { # denied
  for_each          = toset(var.offices)
  security_group_id = aws_security_group.inside.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_ingress_rule" "group" {
  security_group_id            = aws_security_group.inside.id
  referenced_security_group_id = aws_security_group.ipv6.id
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 22
}
