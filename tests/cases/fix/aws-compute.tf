# fixable: CKV2_AWS_41 CKV_AWS_126 CKV_AWS_135 CKV_AWS_79 CKV_AWS_8 CKV_AWS_88
resource "aws_instance" "web" {
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "t3.small"
  associate_public_ip_address = true
}

# fixable: CKV_AWS_79
resource "aws_launch_template" "workers" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"
}

# fixable: CKV_AWS_189 CKV_AWS_3
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 40
}

# fixable: CKV_AWS_184 CKV_AWS_42
resource "aws_efs_file_system" "shared" {
  creation_token = "shared"
}
