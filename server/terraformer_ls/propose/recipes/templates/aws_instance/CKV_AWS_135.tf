# where instance_type is (?!(t1|t2|m1|m2|m3|c1|c3)\.).*
resource "aws_instance" "this" {
  ebs_optimized = true
}
