variable "note" {
  type    = string
  default = "A longer text. "
}

resource "aws_sqs_queue" "reserved" { # denied
  name = "reserved"
  tags = { "aws:owner" = "orders" }
}

resource "aws_sqs_queue" "long" { # denied
  name = "long"
  tags = { Note = join("", [for _ in range(20) : var.note]) }
}

resource "aws_sqs_queue" "many" { # denied
  name = "many"
  tags = { for number in range(51) : "Tag${number}" => "x" }
}

resource "aws_sqs_queue" "fine" {
  name = "fine"
  tags = merge({ for number in range(49) : "Tag${number}" => "x" }, { "awsome" = var.note })
}

resource "aws_sqs_queue" "known_later" {
  name = "known-later"
  tags = { Source = aws_sqs_queue.fine.arn }
}
