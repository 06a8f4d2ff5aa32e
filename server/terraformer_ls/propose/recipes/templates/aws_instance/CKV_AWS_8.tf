resource "aws_instance" "this" {
  root_block_device {
    encrypted = true
  }
}
