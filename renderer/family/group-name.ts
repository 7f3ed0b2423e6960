import type { FamilyNode } from '../../src/family/graph.ts';
import { kindWord, many } from '../../src/family/words.ts';

/** “12 instances”. */
export function groupName(like: FamilyNode, count: number): string {
  return many(count, kindWord(like).toLowerCase());
}
