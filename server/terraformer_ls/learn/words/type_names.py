"""What people call a resource type."""

from __future__ import annotations

import re

_KNOWN: dict[str, tuple[str, ...]] = {
    "aws_s3_bucket": ("S3 bucket", "S3 bucket", "storage bucket on S3"),
    "aws_instance": ("EC2 instance", "EC2 instance", "EC2 server"),
    "aws_db_instance": ("RDS database instance", "RDS instance", "database in RDS"),
    "aws_rds_cluster": ("Aurora cluster", "RDS cluster"),
    "aws_lb": ("load balancer",),
    "aws_alb": ("application load balancer",),
    "aws_vpc": ("VPC", "VPC", "virtual private cloud"),
    "aws_subnet": ("subnet",),
    "aws_security_group": ("security group",),
    "aws_sqs_queue": ("SQS queue", "SQS queue", "message queue in SQS"),
    "aws_sns_topic": ("SNS topic", "SNS topic", "notification topic in SNS"),
    "aws_lambda_function": ("Lambda function", "Lambda", "Lambda function"),
    "aws_dynamodb_table": ("DynamoDB table",),
    "aws_kms_key": ("KMS key", "customer-managed KMS key"),
    "aws_kms_alias": ("KMS alias", "alias for a KMS key"),
    "aws_iam_role": ("IAM role",),
    "aws_cloudwatch_log_group": ("CloudWatch log group", "log group in CloudWatch"),
    "aws_cloudwatch_metric_alarm": ("CloudWatch alarm", "CloudWatch metric alarm"),
    "aws_cloudwatch_event_rule": ("EventBridge rule",),
    "aws_cloudwatch_event_target": ("EventBridge target",),
    "aws_ecr_repository": ("ECR repository", "container registry repository in ECR"),
    "aws_ecs_cluster": ("ECS cluster",),
    "aws_ecs_service": ("ECS service",),
    "aws_ecs_task_definition": ("ECS task definition",),
    "aws_eks_cluster": ("EKS cluster", "Kubernetes cluster on EKS"),
    "aws_eks_node_group": ("EKS node group",),
    "aws_efs_file_system": ("EFS file system",),
    "aws_elasticache_replication_group": ("ElastiCache replication group",),
    "aws_elasticache_cluster": ("ElastiCache cluster",),
    "aws_secretsmanager_secret": ("Secrets Manager secret", "secret in Secrets Manager"),
    "aws_ssm_parameter": ("SSM parameter", "parameter in the SSM parameter store"),
    "aws_sfn_state_machine": ("Step Functions state machine",),
    "aws_route53_zone": ("Route 53 hosted zone", "Route 53 zone"),
    "aws_route53_record": ("Route 53 record", "DNS record in Route 53"),
    "aws_eip": ("Elastic IP", "Elastic IP address"),
    "aws_nat_gateway": ("NAT gateway",),
    "aws_internet_gateway": ("internet gateway",),
    "aws_autoscaling_group": ("Auto Scaling group",),
    "aws_launch_template": ("launch template",),
    "aws_cloudfront_distribution": ("CloudFront distribution",),
    "aws_acm_certificate": ("ACM certificate", "TLS certificate in ACM"),
    "aws_kinesis_stream": ("Kinesis stream", "Kinesis data stream"),
    "aws_kinesis_firehose_delivery_stream": ("Firehose delivery stream",),
    "aws_sagemaker_notebook_instance": ("SageMaker notebook instance",),
    "aws_wafv2_web_acl": ("WAF web ACL",),
    "aws_codebuild_project": ("CodeBuild project",),
    "aws_ebs_volume": ("EBS volume",),
    "azurerm_resource_group": ("resource group",),
    "azurerm_storage_account": ("storage account",),
    "azurerm_virtual_network": ("virtual network",),
    "azurerm_kubernetes_cluster": ("AKS cluster", "Kubernetes cluster (AKS)"),
    "azurerm_key_vault": ("key vault", "Key Vault"),
    "azurerm_linux_virtual_machine": ("Linux virtual machine", "Linux VM"),
    "azurerm_windows_virtual_machine": ("Windows virtual machine", "Windows VM"),
    "azurerm_mssql_server": ("SQL server", "Azure SQL server"),
    "azurerm_mssql_database": ("SQL database", "Azure SQL database"),
    "azurerm_cosmosdb_account": ("Cosmos DB account",),
    "azurerm_eventhub": ("event hub",),
    "azurerm_eventhub_namespace": ("Event Hubs namespace",),
    "azurerm_servicebus_namespace": ("Service Bus namespace",),
    "azurerm_servicebus_queue": ("Service Bus queue",),
    "azurerm_network_security_group": ("network security group", "NSG"),
    "azurerm_public_ip": ("public IP", "public IP address"),
    "azurerm_linux_web_app": ("Linux web app", "App Service web app on Linux"),
    "azurerm_linux_function_app": ("Linux function app",),
    "azurerm_container_registry": ("container registry",),
    "azurerm_log_analytics_workspace": ("Log Analytics workspace",),
    "azurerm_application_insights": ("Application Insights instance", "Application Insights"),
    "google_compute_instance": ("Compute Engine instance", "VM instance"),
    "google_compute_network": ("VPC network",),
    "google_compute_subnetwork": ("subnetwork", "subnet"),
    "google_compute_firewall": ("firewall rule",),
    "google_compute_address": ("static IP address", "compute address"),
    "google_container_cluster": ("GKE cluster", "Kubernetes cluster on GKE"),
    "google_container_node_pool": ("GKE node pool", "node pool"),
    "google_storage_bucket": ("Cloud Storage bucket", "storage bucket", "GCS bucket"),
    "google_sql_database_instance": ("Cloud SQL instance", "Cloud SQL database instance"),
    "google_sql_database": ("Cloud SQL database",),
    "google_pubsub_topic": ("Pub/Sub topic",),
    "google_pubsub_subscription": ("Pub/Sub subscription",),
    "google_bigquery_dataset": ("BigQuery dataset",),
    "google_bigquery_table": ("BigQuery table",),
    "google_cloud_run_v2_service": ("Cloud Run service",),
    "google_cloudfunctions2_function": ("Cloud Function", "second generation Cloud Function"),
    "google_secret_manager_secret": ("Secret Manager secret", "secret in Secret Manager"),
    "google_service_account": ("service account",),
    "google_kms_crypto_key": ("KMS crypto key", "Cloud KMS key"),
    "google_kms_key_ring": ("KMS key ring", "Cloud KMS key ring"),
    "google_redis_instance": ("Memorystore Redis instance", "Redis instance"),
    "google_dns_managed_zone": ("Cloud DNS managed zone", "managed DNS zone"),
    "google_artifact_registry_repository": ("Artifact Registry repository",),
    "kubernetes_deployment": ("Kubernetes deployment",),
    "kubernetes_namespace": ("Kubernetes namespace",),
}

_ABBREVIATIONS = re.findall(
    r"\S+",
    "VPC SNS SQS IAM KMS EC2 ECS EKS ECR EFS EBS RDS SSM ACM WAF API IP DNS DB SQL VPN TLS "
    "SSL SSH HTTP HTTPS NAT ACL LB MQ MSK DMS EMR SES FSx GraphQL AppSync CloudWatch "
    "CloudFront CloudTrail CloudFormation DynamoDB ElastiCache OpenSearch SageMaker CodeBuild "
    "CodePipeline GuardDuty Lightsail Redshift Neptune Route53 S3 Glue Athena Kinesis Cognito "
    "Lambda BigQuery Bigtable Spanner Dataproc Dataflow Firestore Firebase Dialogflow Redis "
    "MySQL PostgreSQL MariaDB MongoDB AKS IoT HSM BGP CDN NSG SAML OIDC OAuth AD HDInsight "
    "Synapse Databricks Kubernetes Windows Linux AppConfig QuickSight Macie",
)
_SPELLED: dict[str, str] = {word.lower(): word for word in _ABBREVIATIONS} | {
    "xray": "X-Ray",
    "appautoscaling": "Application Auto Scaling",
    "os": "OS",
    "hl7": "HL7",
    "url": "URL",
    "urls": "URLs",
    "uri": "URI",
    "id": "ID",
    "ids": "IDs",
    "arn": "ARN",
    "arns": "ARNs",
    "fqdn": "FQDN",
    "sku": "SKU",
    "ttl": "TTL",
    "cpu": "CPU",
    "mcp": "MCP",
    "vm": "VM",
    "cidr": "CIDR",
    "json": "JSON",
    "apigee": "Apigee",
    "slo": "SLO",
    "rest": "REST",
    "signalr": "SignalR",
    "vertex": "Vertex",
    "ai": "AI",
    "vpclattice": "VPC Lattice",
    "dnssec": "DNSSEC",
    "ram": "RAM",
    "dlp": "DLP",
    "ebs": "EBS",
    "cloudbuild": "Cloud Build",
    "resourcegroups": "Resource Groups",
    "servicecatalog": "Service Catalog",
    "cognitive": "Cognitive Services",
    "frontdoor": "Front Door",
    "ha": "HA",
    "cdn": "CDN",
    "pubsub": "Pub/Sub",
    "cosmosdb": "Cosmos DB",
    "mssql": "SQL Server",
    "eventhub": "Event Hubs",
    "servicebus": "Service Bus",
    "keyvault": "Key Vault",
    "apigatewayv2": "API Gateway v2",
    "secretsmanager": "Secrets Manager",
    "sfn": "Step Functions",
    "wafv2": "WAFv2",
    "iap": "IAP",
    "vpcaccess": "VPC Access",
    "cloudfunctions": "Cloud Functions",
    "elb": "ELB",
    "db": "database",
    "autoscaling": "Auto Scaling",
    "cloudrun": "Cloud Run",
    "ip": "IP",
    "eventgrid": "Event Grid",
    "iothub": "IoT Hub",
    "app": "app",
    "api": "API",
    "sql": "SQL",
    "elastic": "Elastic",
    "datalake": "Data Lake",
    "gcs": "GCS",
    "gke": "GKE",
    "v1": "v1",
}

_PROVIDER_NAMES = {
    "aws": ("AWS", "AWS", "Amazon Web Services"),
    "azurerm": ("Azure", "Azure", "Microsoft Azure"),
    "google": ("Google Cloud", "GCP", "Google Cloud Platform"),
    "kubernetes": ("Kubernetes",),
}


def names_of_type(type_: str) -> tuple[str, ...]:
    """What people call a type, the usual first."""
    known = _KNOWN.get(type_)
    if known is not None:
        return known
    provider, _, rest = type_.partition("_")
    first, _, others = rest.partition("_")
    if others and first.rstrip("s") == others.partition("_")[0]:
        rest = others  # `aws_budgets_budget` is a budget
    words = spelled(rest or provider)
    if provider == "kubernetes" and not words.startswith("Kubernetes"):
        words = f"Kubernetes {words}"
    return (words,)


def is_well_known(type_: str) -> bool:
    """Whether a type is among those that people use every day, and have names for."""
    return type_ in _KNOWN


def names_of_provider(provider: str) -> tuple[str, ...]:
    """What people call a provider; none where the name says nothing to them."""
    return _PROVIDER_NAMES.get(provider, ())


def spelled(name: str) -> str:
    """A name with underscores as words, abbreviations as people write them."""
    parts = re.split(r"[_\s.-]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name))
    return " ".join(_SPELLED.get(part.lower(), part.lower()) for part in parts if part)


def plural(noun: str) -> str:
    """The plural of a noun phrase."""
    head, separator, rest = noun.partition(" in ")
    if not separator:
        head, separator, rest = noun.partition(" on ")
    if not separator:
        head, separator, rest = noun.partition(" for ")
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "ch", "sh")):
        head += (
            "es"
            if not head.endswith(("ess", "settings", "rules", "access")) or head.endswith("address")
            else ""
        )
    else:
        head += "s"
    return head + separator + rest


def with_article(noun: str) -> str:
    """The noun with `a` or `an`, by how it is spoken; a plural without one."""
    first, last = noun.split()[0], noun.split()[-1]
    if last.endswith("s") and last.islower() and not last.endswith(("ss", "us", "is")):
        return noun
    if first.isupper() or re.match(r"[A-Z](?:[A-Z0-9]|-)", first):
        vowel = first[0] in "AEFHILMNORSX" and first not in ("NAT", "SAML", "SIP", "HIPAA", "LAN")
    else:
        vowel = first[0].lower() in "aeiou" and not re.match(r"(?i)(uni|us[ae]|eu|one|ubu)", first)
        vowel = vowel or first.lower().startswith("hour")
    return f"{'an' if vowel else 'a'} {noun}"
