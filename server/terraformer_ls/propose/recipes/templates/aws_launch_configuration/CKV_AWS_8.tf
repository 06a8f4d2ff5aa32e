resource "aws_launch_configuration" "this" {
  root_block_device {
    encrypted = true
  }
}
