resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = aws_appsync_graphql_api.this.arn
  web_acl_arn  = aws_wafv2_web_acl.shared.arn
}
