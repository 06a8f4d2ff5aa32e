output "web_address" {
  description = "Where the shop answers."
  value       = aws_instance.web.public_dns
}

output "database_endpoint" {
  description = "Host and port of the database."
  value       = aws_db_instance.shop.endpoint
}

output "pictures_bucket" {
  description = "Name of the bucket with the product pictures."
  value       = aws_s3_bucket.pictures.bucket
}
