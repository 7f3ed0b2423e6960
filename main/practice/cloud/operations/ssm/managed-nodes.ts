import type {
  DescribeInstanceInformationRequest,
  DescribeInstanceInformationResult,
  InstanceInformation,
} from '@aws-sdk/client-ssm';
import { Refusal } from '../../refusal.ts';
import type { InstanceRecord } from '../../world/records/instance-records.ts';
import { applyFilters } from '../filters.ts';
import { type CallContext, reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { privateDnsName } from '../views.ts';
import { agentMayReport } from './agent.ts';

const PAGE = 10;
/** An agent reports every five minutes. */
const PING_MS = 300_000;

/** Systems whose images bring the agent along, by the name and version that it tells. */
const platforms: Readonly<Partial<Record<InstanceRecord['platform'], readonly [name: string, version: string]>>> = {
  ubuntu: ['Ubuntu', '24.04'],
  'amazon-linux': ['Amazon Linux', '2023'],
};

/** Machines that Systems Manager can reach. */
export const managedNodeReads = [
  reads(
    'DescribeInstanceInformation',
    (input: DescribeInstanceInformationRequest, call): DescribeInstanceInformationResult => {
      const asked = filtersOf(input);
      const managed = call.place.instances
        .by('live', 'yes')
        .filter((instance) => instance.state === 'running' && platforms[instance.platform] !== undefined)
        .filter((instance) => agentMayReport(instance, call));
      const kept = applyFilters(managed, asked, fields, ({ tags }) => tags);
      const { items, nextToken } = pageOf(
        kept,
        { ...input, MaxResults: input.MaxResults ?? PAGE },
        { least: 5, most: 50 },
      );
      return { InstanceInformationList: items.map((instance) => showNode(instance, call)), NextToken: nextToken };
    },
  ),
];

const fields = {
  InstanceIds: ({ id }: InstanceRecord) => id,
  PingStatus: () => 'Online',
  PlatformTypes: () => 'Linux',
  ResourceType: () => 'EC2Instance',
  AgentVersion: () => agentVersion,
  ActivationIds: () => null,
  AssociationStatus: () => null,
  IamRole: () => null,
  SourceIds: ({ id }: InstanceRecord) => id,
  SourceTypes: () => 'AWS::EC2::Instance',
};

const agentVersion = '3.3.3050.0';

/** Both forms of filters as EC2 writes them; here no character in a value stands for others. */
function filtersOf({ Filters = [], InstanceInformationFilterList: older = [] }: DescribeInstanceInformationRequest) {
  if (Filters.length > 0 && older.length > 0) {
    throw new Refusal(
      'ValidationException',
      'Filters and InstanceInformationFilterList cannot be used in the same request.',
    );
  }
  const all = [
    ...Filters.map(({ Key = '', Values = [] }) => ({ key: Key, values: Values })),
    ...older.map(({ key = '', valueSet = [] }) => ({ key, values: valueSet })),
  ];
  return all.map(({ key, values }) => {
    if (!Object.hasOwn(fields, key) && key !== 'tag-key' && !key.startsWith('tag:')) {
      throw new Refusal('InvalidFilterKey', `The filter key ${key} is not valid.`);
    }
    return { Name: key, Values: values.map((value) => value.replace(/[*?\\]/g, '\\$&')) };
  });
}

function showNode(instance: InstanceRecord, { now, region }: CallContext): InstanceInformation {
  const [name, version] = platforms[instance.platform] ?? [];
  const up = Math.max(0, now - instance.launchedAt);
  return {
    InstanceId: instance.id,
    PingStatus: 'Online',
    LastPingDateTime: new Date(instance.launchedAt + Math.floor(up / PING_MS) * PING_MS),
    AgentVersion: agentVersion,
    IsLatestVersion: true,
    PlatformType: 'Linux',
    ...(name ? { PlatformName: name } : {}),
    ...(version ? { PlatformVersion: version } : {}),
    ResourceType: 'EC2Instance',
    IPAddress: instance.privateIp,
    ComputerName: privateDnsName(region, instance.privateIp),
    SourceId: instance.id,
    SourceType: 'AWS::EC2::Instance',
  };
}
