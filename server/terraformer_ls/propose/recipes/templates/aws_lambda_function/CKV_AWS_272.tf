# where package_type is Zip|unset
resource "aws_lambda_function" "this" {
  code_signing_config_arn = aws_lambda_code_signing_config.shared.arn
}

resource "aws_lambda_code_signing_config" "shared" {
  allowed_publishers {
    signing_profile_version_arns = [aws_signer_signing_profile.shared.version_arn]
  }

  policies {
    # Enforce, once all code is signed: then nothing else is deployed any more.
    untrusted_artifact_on_deployment = "Warn"
  }
}

resource "aws_signer_signing_profile" "shared" {
  platform_id = "AWSLambda-SHA384-ECDSA"
}
