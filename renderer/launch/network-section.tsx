import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { inVpc, networkDefaults } from '../../src/launch/defaults.ts';
import type { Subnet, Vpc } from '../../src/network/contract.ts';
import { subnetInWords } from '../../src/network/subnet-words.ts';
import { dollars, PRICE_DATE } from '../../src/prices/price-list.ts';
import { ADDRESS_MONTH } from '../../src/prices/storage.ts';
import { FirewallFields } from './firewall-fields.tsx';
import { LaunchField } from './launch-field.tsx';
import type { LaunchForm } from './launch-form.ts';
import { section } from './section.tsx';

const NO_PREFERENCE: SelectProps.Option = {
  value: '',
  label: 'No preference (default subnet in any availability zone)',
};

/** Network settings: where the machine stands, whether it has a public address, and who may reach it. */
export const NetworkSection = section(['vpcId', 'subnetId', 'publicIp', 'firewall'], NetworkFields);

function NetworkFields({ form }: { form: LaunchForm }) {
  const { values, set, facts } = form;
  const vpcs = facts.vpcs.map(vpcOption);
  const subnets = [
    ...(facts.vpcs.some(({ vpcId, isDefault }) => vpcId === values.vpcId && isDefault) ? [NO_PREFERENCE] : []),
    ...facts.subnets.filter(({ vpcId }) => vpcId === values.vpcId).map(subnetOption),
  ];
  const chooseVpc = (vpcId: string) => set(inVpc(values, facts, vpcId));
  const chooseSubnet = (subnetId: string) => {
    const subnet = facts.subnets.find((candidate) => candidate.subnetId === subnetId);
    set({ subnetId, publicIp: subnet ? subnet.assignsPublicIp : networkDefaults(facts, values.vpcId).publicIp });
  };
  return (
    <Container
      header={
        <Header variant="h2" description="Where the machine stands, and who may reach it.">
          Network settings
        </Header>
      }
    >
      <SpaceBetween size="l">
        <LaunchField form={form} path="vpcId" label="VPC" description="Your private network at AWS.">
          <Select
            options={vpcs}
            selectedOption={vpcs.find(({ value }) => value === values.vpcId) ?? null}
            onChange={({ detail }) => chooseVpc(detail.selectedOption.value ?? '')}
            placeholder="Choose a VPC"
            empty="This Region has no VPC."
          />
        </LaunchField>
        <LaunchField
          form={form}
          path="subnetId"
          label="Subnet"
          description="The part of it, each in one availability zone."
          constraintText={whereItLeads(facts.subnets, values)}
        >
          <Select
            options={subnets}
            selectedOption={subnets.find(({ value }) => value === values.subnetId) ?? null}
            onChange={({ detail }) => chooseSubnet(detail.selectedOption.value ?? '')}
            placeholder="Choose a subnet"
            empty="This VPC has no subnet."
          />
        </LaunchField>
        <LaunchField form={form} path="publicIp">
          <Checkbox
            checked={values.publicIp}
            onChange={({ detail }) => set({ publicIp: detail.checked })}
            description={`An address that can be reached from the internet. AWS charges ${dollars(ADDRESS_MONTH)} a month for each (list price, ${PRICE_DATE}), and takes it back when the machine stops: after a start it has another.`}
          >
            Auto-assign public IP
          </Checkbox>
        </LaunchField>
        <FirewallFields form={form} />
      </SpaceBetween>
    </Container>
  );
}

/** Public or private, and why: of the chosen subnet, or of those that AWS chooses from. */
function whereItLeads(all: readonly Subnet[], { vpcId, subnetId }: { vpcId: string; subnetId: string }): string {
  const inQuestion = all.filter((subnet) =>
    subnetId === '' ? subnet.vpcId === vpcId && subnet.isDefault : subnet.subnetId === subnetId,
  );
  const ways = [...new Set(inQuestion.map(({ way }) => way))];
  return ways
    .map((way) => {
      const { kind, why } = subnetInWords(way);
      return `${kind}: ${why}.`;
    })
    .join(' Others: ');
}

function vpcOption({ vpcId, name, cidr, isDefault }: Vpc): SelectProps.Option {
  return {
    value: vpcId,
    label: name === '' && !isDefault ? vpcId : `${name || 'Default VPC'} (${vpcId})`,
    description: `Addresses ${cidr}`,
    ...(isDefault && name !== '' ? { labelTag: 'default' } : {}),
  };
}

function subnetOption({ subnetId, name, availabilityZone, cidr, freeAddresses, way }: Subnet): SelectProps.Option {
  return {
    value: subnetId,
    label: name === '' ? subnetId : `${name} (${subnetId})`,
    labelTag: subnetInWords(way).kind,
    description: `${availabilityZone}, addresses ${cidr}, ${freeAddresses.toLocaleString('en')} free`,
  };
}
