# where billing_mode is PROVISIONED|unset
# where read_capacity is .+
# where write_capacity is .+
resource "aws_appautoscaling_target" "this_read" {
  # Without `lifecycle { ignore_changes = [read_capacity, write_capacity] }` in the table, each
  # apply takes back what scaling did.
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.this.name}"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  min_capacity       = aws_dynamodb_table.this.read_capacity
  max_capacity       = 10 * aws_dynamodb_table.this.read_capacity
}

resource "aws_appautoscaling_policy" "this_read" {
  name               = "<name>-read"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this_read.service_namespace
  resource_id        = aws_appautoscaling_target.this_read.resource_id
  scalable_dimension = aws_appautoscaling_target.this_read.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_target" "this_write" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.this.name}"
  scalable_dimension = "dynamodb:table:WriteCapacityUnits"
  min_capacity       = aws_dynamodb_table.this.write_capacity
  max_capacity       = 10 * aws_dynamodb_table.this.write_capacity
}

resource "aws_appautoscaling_policy" "this_write" {
  name               = "<name>-write"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this_write.service_namespace
  resource_id        = aws_appautoscaling_target.this_write.resource_id
  scalable_dimension = aws_appautoscaling_target.this_write.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBWriteCapacityUtilization"
    }
  }
}
