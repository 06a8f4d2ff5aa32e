variable "partners" {
  type    = list(string)
  default = ["198.51.100.0/24", "0.0.0.0/0"]
}

resource "aws_ec2_managed_prefix_list" "partners" {
  name           = "partners"
  address_family = "IPv4"
  max_entries    = 10

  dynamic "entry" {
    for_each = var.partners
    content {
      cidr = entry.value
    }
  }
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 10

  entry {
    cidr = "198.51.100.0/24"
  }
}

resource "aws_ec2_managed_prefix_list" "filled_later" {
  name           = "filled-later"
  address_family = "IPv6"
  max_entries    = 10
}

resource "aws_ec2_managed_prefix_list_entry" "everyone" {
  prefix_list_id = aws_ec2_managed_prefix_list.filled_later.id
  cidr           = "::/0"
}

resource "aws_security_group" "inline" { # denied
  name = "inline"

  ingress {
    from_port       = 22
    to_port         = 22
    protocol        = "tcp"
    prefix_list_ids = [aws_ec2_managed_prefix_list.partners.id]
  }
}

resource "aws_vpc_security_group_ingress_rule" "ssh" { # denied
  security_group_id = aws_security_group.inline.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_id    = aws_ec2_managed_prefix_list.filled_later.id
}

resource "aws_security_group_rule" "everything" { # denied
  security_group_id = aws_security_group.inline.id
  type              = "ingress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  prefix_list_ids   = [aws_ec2_managed_prefix_list.partners.id]
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = aws_security_group.inline.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_ec2_managed_prefix_list.partners.id
}

resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id = aws_security_group.inline.id
  ip_protocol       = "-1"
  prefix_list_id    = aws_ec2_managed_prefix_list.partners.id
}

resource "aws_vpc_security_group_ingress_rule" "offices" {
  security_group_id = aws_security_group.inline.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_id    = aws_ec2_managed_prefix_list.offices.id
}
