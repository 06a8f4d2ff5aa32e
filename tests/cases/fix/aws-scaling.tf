# fixable: CKV2_AWS_16
resource "aws_dynamodb_table" "orders" {
  name           = "orders"
  hash_key       = "id"
  read_capacity  = 5
  write_capacity = 5

  attribute {
    name = "id"
    type = "S"
  }
}

# fixable: CKV_AWS_153
resource "aws_autoscaling_group" "workers" {
  name             = "workers"
  min_size         = 1
  max_size         = 4
  desired_capacity = 1

  launch_template {
    id      = "lt-0123456789abcdef0"
    version = "$Latest"
  }
}
