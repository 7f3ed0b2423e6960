import type { Constraints } from '../constraints.ts';

const most = 10;

/** What the parameters of Systems Manager's calls may be. Source: Systems Manager API reference. */
export function ssmConstraints(name: string): Constraints {
  return {
    Name: { length: [1, 2_048] },
    Names: { length: [1, most], items: { length: [1, 2_048] } },
    Path: { length: [1, 2_048] },
    MaxResults: { range: name === 'DescribeInstanceInformation' ? [5, 50] : [1, most] },
  };
}
