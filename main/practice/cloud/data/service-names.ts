/** The date of this table. */
export const serviceNamesDate = '2026-05-01';

const lines = `
access-analyzer AWS IAM Access Analyzer
account AWS Account Management
acm AWS Certificate Manager
amplify AWS Amplify
apigateway Amazon API Gateway Management
application-autoscaling Application Auto Scaling
appconfig AWS AppConfig
athena Amazon Athena
autoscaling Amazon EC2 Auto Scaling
aws-marketplace AWS Marketplace
backup AWS Backup
batch AWS Batch
bedrock Amazon Bedrock
billing AWS Billing
budgets AWS Budget Service
ce AWS Cost Explorer Service
cloudformation AWS CloudFormation
cloudfront Amazon CloudFront
cloudshell AWS CloudShell
cloudtrail AWS CloudTrail
cloudwatch Amazon CloudWatch
codebuild AWS CodeBuild
codecommit AWS CodeCommit
codedeploy AWS CodeDeploy
codepipeline AWS CodePipeline
cognito-idp Amazon Cognito User Pools
compute-optimizer AWS Compute Optimizer
config AWS Config
dlm Amazon Data Lifecycle Manager
dms AWS Database Migration Service
ds AWS Directory Service
dynamodb Amazon DynamoDB
ebs Amazon Elastic Block Store
ec2 Amazon EC2
ec2-instance-connect Amazon EC2 Instance Connect
ec2messages Amazon Message Delivery Service
ecr Amazon Elastic Container Registry
ecs Amazon Elastic Container Service
eks Amazon Elastic Kubernetes Service
elasticache Amazon ElastiCache
elasticbeanstalk AWS Elastic Beanstalk
elasticfilesystem Amazon Elastic File System
elasticloadbalancing AWS Elastic Load Balancing V2
elasticmapreduce Amazon Elastic MapReduce
es Amazon OpenSearch Service
events Amazon EventBridge
firehose Amazon Kinesis Firehose
freetier AWS Free Tier
fsx Amazon FSx
glacier Amazon S3 Glacier
glue AWS Glue
guardduty Amazon GuardDuty
health AWS Health APIs and Notifications
iam AWS Identity and Access Management
imagebuilder Amazon EC2 Image Builder
inspector2 Amazon Inspector2
kinesis Amazon Kinesis Data Streams
kms AWS Key Management Service
lambda AWS Lambda
license-manager AWS License Manager
lightsail Amazon Lightsail
logs Amazon CloudWatch Logs
organizations AWS Organizations
pricing AWS Price List
ram AWS Resource Access Manager
rbin Recycle Bin
rds Amazon RDS
redshift Amazon Redshift
resource-groups AWS Resource Groups
route53 Amazon Route 53
route53domains Amazon Route 53 Domains
s3 Amazon S3
sagemaker Amazon SageMaker
savingsplans AWS Savings Plans
scheduler Amazon EventBridge Scheduler
secretsmanager AWS Secrets Manager
securityhub AWS Security Hub
servicequotas Service Quotas
ses Amazon SES
sns Amazon SNS
sqs Amazon SQS
ssm AWS Systems Manager
ssmmessages Amazon Session Manager Message Gateway Service
sso AWS IAM Identity Center
states AWS Step Functions
sts AWS Security Token Service
support AWS Support
tag Amazon Resource Group Tagging API
trustedadvisor AWS Trusted Advisor
waf-regional AWS WAF Regional
wafv2 AWS WAF V2
workspaces Amazon WorkSpaces
xray AWS X-Ray
`;

/**
 * Services by what their actions begin with, as the access advisor calls them.
 *
 * Not all that AWS has: those that people who use EC2 meet. Source: service authorization reference.
 */
export const serviceNames: ReadonlyMap<string, string> = new Map(
  lines
    .trim()
    .split('\n')
    .map((line): [string, string] => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1)];
    }),
);
