import type { DescribeDhcpOptionsRequest, DescribeDhcpOptionsResult } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { applyFilters } from '../filters.ts';
import { reads } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { dhcpOptionsId } from './vpc-views.ts';

/** What networks tell their machines when they start: every place has AWS's own options, and no others. */
export const dhcpOptionsReads = [
  reads('DescribeDhcpOptions', (input: DescribeDhcpOptionsRequest, call): DescribeDhcpOptionsResult => {
    const id = dhcpOptionsId(call);
    const domain = call.region === 'us-east-1' ? 'ec2.internal' : `${call.region}.compute.internal`;
    const values = { 'domain-name': domain, 'domain-name-servers': 'AmazonProvidedDNS' };
    const wrong = input.DhcpOptionsIds?.find((one) => one !== id);
    if (wrong !== undefined) {
      throw new Refusal('InvalidDhcpOptionID.NotFound', `The dhcpOption ID '${wrong}' does not exist`);
    }
    const kept = applyFilters(
      [id],
      input.Filters,
      {
        'dhcp-options-id': (one) => one,
        key: () => Object.keys(values),
        value: () => Object.values(values),
        'owner-id': () => call.account.id,
      },
      () => [],
    );
    const { items, nextToken } = pageOf(kept, input);
    return {
      DhcpOptions: items.map((DhcpOptionsId) => ({
        DhcpOptionsId,
        OwnerId: call.account.id,
        DhcpConfigurations: Object.entries(values).map(([Key, Value]) => ({ Key, Values: [{ Value }] })),
        Tags: [],
      })),
      NextToken: nextToken,
    };
  }),
];
