/**
 * What ARNs of a kind look like, by service and kind: a hole in braces for each part that differs.
 *
 * Source: service authorization reference, May 2026; the kinds that people who use EC2 and IAM meet.
 */
const templates: Readonly<Record<string, string>> = {
  'dynamodb:table': 'arn:{Partition}:dynamodb:{Region}:{Account}:table/{TableName}',
  'ec2:dhcp-options': 'arn:{Partition}:ec2:{Region}:{Account}:dhcp-options/{DhcpOptionsId}',
  'ec2:elastic-ip': 'arn:{Partition}:ec2:{Region}:{Account}:elastic-ip/{AllocationId}',
  'ec2:image': 'arn:{Partition}:ec2:{Region}::image/{ImageId}',
  'ec2:instance': 'arn:{Partition}:ec2:{Region}:{Account}:instance/{InstanceId}',
  'ec2:internet-gateway': 'arn:{Partition}:ec2:{Region}:{Account}:internet-gateway/{InternetGatewayId}',
  'ec2:key-pair': 'arn:{Partition}:ec2:{Region}:{Account}:key-pair/{KeyPairName}',
  'ec2:launch-template': 'arn:{Partition}:ec2:{Region}:{Account}:launch-template/{LaunchTemplateId}',
  'ec2:network-acl': 'arn:{Partition}:ec2:{Region}:{Account}:network-acl/{NaclId}',
  'ec2:network-interface': 'arn:{Partition}:ec2:{Region}:{Account}:network-interface/{NetworkInterfaceId}',
  'ec2:placement-group': 'arn:{Partition}:ec2:{Region}:{Account}:placement-group/{PlacementGroupName}',
  'ec2:route-table': 'arn:{Partition}:ec2:{Region}:{Account}:route-table/{RouteTableId}',
  'ec2:security-group': 'arn:{Partition}:ec2:{Region}:{Account}:security-group/{SecurityGroupId}',
  'ec2:snapshot': 'arn:{Partition}:ec2:{Region}::snapshot/{SnapshotId}',
  'ec2:subnet': 'arn:{Partition}:ec2:{Region}:{Account}:subnet/{SubnetId}',
  'ec2:volume': 'arn:{Partition}:ec2:{Region}:{Account}:volume/{VolumeId}',
  'ec2:vpc': 'arn:{Partition}:ec2:{Region}:{Account}:vpc/{VpcId}',
  'iam:group': 'arn:{Partition}:iam::{Account}:group/{GroupNameWithPath}',
  'iam:instance-profile': 'arn:{Partition}:iam::{Account}:instance-profile/{InstanceProfileNameWithPath}',
  'iam:mfa': 'arn:{Partition}:iam::{Account}:mfa/{MfaTokenIdWithPath}',
  'iam:policy': 'arn:{Partition}:iam::{Account}:policy/{PolicyNameWithPath}',
  'iam:role': 'arn:{Partition}:iam::{Account}:role/{RoleNameWithPath}',
  'iam:user': 'arn:{Partition}:iam::{Account}:user/{UserNameWithPath}',
  'kms:alias': 'arn:{Partition}:kms:{Region}:{Account}:alias/{Alias}',
  'kms:key': 'arn:{Partition}:kms:{Region}:{Account}:key/{KeyId}',
  'lambda:function': 'arn:{Partition}:lambda:{Region}:{Account}:function:{FunctionName}',
  'logs:log-group': 'arn:{Partition}:logs:{Region}:{Account}:log-group:{LogGroupName}',
  's3:bucket': 'arn:{Partition}:s3:::{BucketName}',
  's3:object': 'arn:{Partition}:s3:::{BucketName}/{ObjectName}',
  'secretsmanager:secret': 'arn:{Partition}:secretsmanager:{Region}:{Account}:secret:{SecretId}',
  'ssm:document': 'arn:{Partition}:ssm:{Region}:{Account}:document/{DocumentName}',
  'ssm:parameter': 'arn:{Partition}:ssm:{Region}:{Account}:parameter/{ParameterNameWithoutLeadingSlash}',
};

/** The template that all of these ARNs are of, in AWS's writing; `*` where there is none for them all. */
export function resourceTemplate(arns: readonly string[]): string {
  const [first = '*', ...others] = new Set(arns.map((arn) => templates[kindOf(arn)] ?? '*'));
  return others.length > 0 ? '*' : first.replaceAll('{', '$' + '{');
}

function kindOf(arn: string): string {
  const [, , service = '', , , ...rest] = arn.split(':');
  const last = rest.join(':');
  if (service === 's3') return last.includes('/') ? 's3:object' : 's3:bucket';
  return `${service}:${last.split(/[/:]/)[0]}`;
}
