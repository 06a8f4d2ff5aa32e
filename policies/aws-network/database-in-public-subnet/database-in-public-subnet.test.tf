variable "public" {
  type    = bool
  default = true
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "public" {
  count                   = 2
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  map_public_ip_on_launch = var.public
}

resource "aws_subnet" "private" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index + 10)
}

resource "aws_subnet" "mixed" {
  for_each                = { web = true, data = false }
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value ? 20 : 21)
  map_public_ip_on_launch = each.value
}

resource "aws_db_subnet_group" "public" { # denied
  name       = "public"
  subnet_ids = aws_subnet.public[*].id
}

resource "aws_redshift_subnet_group" "one_by_one" { # denied
  name       = "one-by-one"
  subnet_ids = [aws_subnet.private[0].id, aws_subnet.public[1].id]
}

resource "aws_db_subnet_group" "private" {
  name       = "private"
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_subnet_group" "picked" {
  name       = "picked"
  subnet_ids = [for name, subnet in aws_subnet.mixed : subnet.id if name == "data"]
}

resource "aws_db_subnet_group" "elsewhere" {
  name       = "elsewhere"
  subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}
