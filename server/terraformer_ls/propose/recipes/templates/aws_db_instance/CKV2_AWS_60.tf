resource "aws_db_instance" "this" {
  copy_tags_to_snapshot = true
}
