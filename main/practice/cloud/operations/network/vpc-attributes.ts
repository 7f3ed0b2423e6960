import type {
  DescribeVpcAttributeRequest,
  DescribeVpcAttributeResult,
  ModifyVpcAttributeRequest,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { VpcRecord } from '../../world/records/network-records.ts';
import { findOne, kinds, required } from '../finding.ts';
import { changes, reads } from '../operation.ts';

const attributes = {
  EnableDnsSupport: 'dnsSupport',
  EnableDnsHostnames: 'dnsHostnames',
  EnableNetworkAddressUsageMetrics: 'usageMetrics',
} as const satisfies Record<string, keyof VpcRecord>;

const names = ['EnableDnsSupport', 'EnableDnsHostnames', 'EnableNetworkAddressUsageMetrics'] as const;

/** What can be switched on and off in a network. */
export const vpcAttributeOperations = [
  reads('DescribeVpcAttribute', (input: DescribeVpcAttributeRequest, call): DescribeVpcAttributeResult => {
    const vpc = findOne(kinds.vpc, call.place.vpcs, input.VpcId);
    const attribute = required(input.Attribute, 'attribute');
    const name = names.find((one) => one.charAt(0).toLowerCase() + one.slice(1) === attribute);
    if (!name) {
      throw new Refusal('InvalidParameterValue', `Value (${attribute}) for parameter attribute is invalid.`);
    }
    return { VpcId: vpc.id, [name]: { Value: vpc[attributes[name]] } };
  }),

  changes('ModifyVpcAttribute', (input: ModifyVpcAttributeRequest, call): object => {
    const vpc = findOne(kinds.vpc, call.place.vpcs, input.VpcId);
    const given = names.filter((name) => input[name] !== undefined);
    const [name] = given;
    if (!name) throw new Refusal('MissingParameter', 'The request must contain the parameter attribute');
    if (given.length > 1) {
      throw new Refusal('InvalidParameterCombination', 'Only one attribute of a VPC can be modified in a request.');
    }
    const value = required(input[name]?.Value, `${name}.Value`);
    if (name === 'EnableDnsHostnames' && value && !vpc.dnsSupport) {
      throw new Refusal(
        'InvalidParameterCombination',
        `DNS hostnames can only be enabled for VPC '${vpc.id}' while DNS support is enabled.`,
      );
    }
    call.proceed();
    call.place.vpcs.change(vpc, { [attributes[name]]: value });
    return {};
  }),
];
