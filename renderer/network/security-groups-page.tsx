import type { SecurityGroup } from '../../src/network/contract.ts';
import { ruleInWords } from '../../src/network/words.ts';
import { useCall } from '../bridge/hooks.ts';
import { Copyable } from '../common/copyable.tsx';
import { type ResourceColumn, ResourceTable } from '../common/resource-table.tsx';
import { RuleWords } from '../common/rule-words.tsx';

/** The security groups of the account and Region, with what they let in said in words. */
export function SecurityGroupsPage() {
  const source = useCall('network', 'list', {});
  const groups = source.data?.groups ?? [];
  const vpcs = source.data?.vpcs ?? [];
  const vpcInWords = (vpcId: string) => {
    const vpc = vpcs.find((candidate) => candidate.vpcId === vpcId);
    return vpc?.name || (vpc?.isDefault ? 'default VPC' : vpcId);
  };
  const columns: readonly ResourceColumn<SecurityGroup>[] = [
    {
      id: 'name',
      label: 'Name',
      header: 'Name',
      cell: ({ name }) => name,
      sortingField: 'name',
      isRowHeader: true,
      width: 130,
    },
    {
      id: 'inbound',
      label: 'What gets in',
      header: 'What gets in',
      width: 365,
      cell: (group) => <RuleWords group={group} groups={groups} />,
    },
    {
      id: 'groupId',
      label: 'Security group ID',
      header: 'Security group ID',
      width: 225,
      cell: ({ groupId }) => <Copyable text={groupId} what="security group ID" />,
    },
    {
      id: 'description',
      label: 'Description',
      header: 'Description',
      width: 135,
      cell: ({ description }) => description || '–',
    },
    { id: 'vpc', label: 'VPC', header: 'VPC', width: 110, cell: ({ vpcId }) => vpcInWords(vpcId) },
  ];
  return (
    <ResourceTable
      title="Security groups"
      description="The firewalls around your machines: who may knock, and at which door. Everything else is turned away."
      source={source}
      items={groups}
      columns={columns}
      idOf={({ groupId }) => groupId}
      rowLabel={({ name, groupId }) => `${name} ${groupId}`}
      searchText={(group) =>
        [
          group.name,
          group.groupId,
          group.description,
          group.vpcId,
          ...group.inbound.map((rule) => ruleInWords(rule, groups).text),
        ].join(' ')
      }
      sortBy="name"
      storageKey="security-groups"
      empty={{ title: 'No security groups', text: 'One is made for you when you launch a machine.' }}
    />
  );
}
