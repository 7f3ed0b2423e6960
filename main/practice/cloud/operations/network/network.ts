import { groupReads } from './group-reads.ts';
import { groupOperations } from './groups.ts';
import { networkReads } from './networks.ts';
import { prefixListReads } from './prefix-lists.ts';
import { ruleChangeOperations } from './rule-changes.ts';
import { ruleOperations } from './rules.ts';

/** Networks and all that keeps or lets traffic in. */
export const networkOperations = [
  ...groupOperations,
  ...groupReads,
  ...ruleOperations,
  ...ruleChangeOperations,
  ...networkReads,
  ...prefixListReads,
];
