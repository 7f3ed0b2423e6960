import type {
  AccountAttribute,
  AccountAttributeName,
  DescribeAccountAttributesRequest,
  DescribeAccountAttributesResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { defaultVpc } from '../network/group-finding.ts';
import { type CallContext, reads } from '../operation.ts';

/** What an account is allowed, in EC2's oldest words; a limit of instances has long been one of vCPUs. */
function attributesOf({ place }: CallContext): Readonly<Record<string, string>> {
  return {
    'supported-platforms': 'VPC',
    'default-vpc': defaultVpc(place)?.id ?? 'none',
    'max-instances': String(place.settings.get('region')?.vcpuQuota ?? 0),
    'vpc-max-security-groups-per-interface': '5',
    'max-elastic-ips': '5',
    'vpc-max-elastic-ips': '5',
  };
}

/** Attributes of the account. */
export const accountAttributeReads = [
  reads(
    'DescribeAccountAttributes',
    (input: DescribeAccountAttributesRequest, call): DescribeAccountAttributesResult => {
      const values = attributesOf(call);
      const wanted = input.AttributeNames?.length ? input.AttributeNames.map(String) : Object.keys(values);
      return { AccountAttributes: wanted.map((name) => showAttribute(name, values)) };
    },
  ),
];

function showAttribute(name: string, values: Readonly<Record<string, string>>): AccountAttribute {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) {
    throw new Refusal('InvalidParameterValue', `Value (${name}) for parameter attributeName is invalid.`);
  }
  return { AttributeName: name as AccountAttributeName, AttributeValues: [{ AttributeValue: value }] };
}
