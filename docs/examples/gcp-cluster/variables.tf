variable "project" {
  description = "Google Cloud project."
  type        = string
  default     = "example-project"
}

variable "region" {
  description = "Where the cluster runs."
  type        = string
  default     = "europe-west3"
}

variable "name" {
  description = "The cluster's name."
  type        = string
  default     = "main"
}
