variable "network" {
  type    = string
  default = "10.8.0.0/16"
}

resource "aws_vpc" "main" {
  cidr_block = var.network
}

resource "aws_vpc" "other" {
  count      = 2
  cidr_block = var.network
}

resource "aws_subnet" "public" { # denied
  count      = 3
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(var.network, 8, count.index)
}

resource "aws_subnet" "private" { # denied
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(var.network, 7, 1)
}

resource "aws_subnet" "data" {
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(var.network, 8, 10)
}

resource "aws_subnet" "elsewhere" {
  count      = 2
  vpc_id     = aws_vpc.other[count.index].id
  cidr_block = "10.8.1.0/24"
}

resource "aws_subnet" "unknown" {
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.main_route_table_id, 8, 1)
}

resource "aws_subnet" "ipv6" {
  vpc_id          = aws_vpc.main.id
  ipv6_cidr_block = "2001:db8:1234:1a00::/64"
  ipv6_native     = true
}

resource "aws_subnet" "by_id" { # denied
  vpc_id     = "vpc-0123456789abcdef0"
  cidr_block = "10.1.0.0/24"
}

resource "aws_subnet" "by_id_again" { # denied
  vpc_id     = "vpc-0123456789abcdef0"
  cidr_block = "10.1.0.128/25"
}

resource "aws_subnet" "not_given_yet" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = var.asked_for_cidr
}

variable "asked_for_cidr" {
  type = string
}
