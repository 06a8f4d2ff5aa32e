resource "aws_autoscaling_group" "this" {
  tag {
    key                 = "Name"
    value               = "<name>"
    propagate_at_launch = true
  }
}
