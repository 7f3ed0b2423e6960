import Icon from '@cloudscape-design/components/icon';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import { timeBetween } from '../../src/family/ages.ts';
import type { FamilyNode } from '../../src/family/graph.ts';
import type { Drawn } from '../../src/family/picture.ts';
import { kindWord, nameOf, ownerWords, shortNameOf } from '../../src/family/words.ts';
import { groupName } from './group-name.ts';
import { MemberState } from './member-state.tsx';

/** What a card knows; it is drawn anew only when one of these changes. */
export interface CardData extends Record<string, unknown> {
  readonly drawn: Drawn;
  /** How it came from its parent, in words for the screen reader; empty for a root. */
  readonly origin: string;
  readonly place: 'chosen' | 'compared' | 'plain';
  /** The keyboard is on it. */
  readonly current: boolean;
  readonly now: string;
}

export type CardNode = Node<CardData, 'card'>;

/** One image, instance or group in the picture. */
export const Card = memo(function Card({ data }: NodeProps<CardNode>) {
  const { drawn, current, place } = data;
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) element.current?.focus({ preventScroll: true });
  }, [current]);
  const node = drawn.kind === 'group' ? drawn.like : drawn.node;
  const faint = drawn.kind === 'member' && drawn.context;
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        ref={element}
        type="button"
        className="family-card"
        tabIndex={-1}
        aria-pressed={place === 'chosen'}
        {...(drawn.kind === 'group' ? { 'aria-expanded': drawn.shown > 0 } : {})}
        data-kind={drawn.kind === 'group' ? `group ${node.kind}` : node.kind}
        data-standing={node.standing}
        data-place={place}
        data-faint={faint}
      >
        {drawn.kind === 'group' ? (
          <GroupFace like={node} count={drawn.members.length} shown={drawn.shown} />
        ) : (
          <MemberFace node={node} now={data.now} />
        )}
        <span className="family-card-unseen">{data.origin}</span>
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
});

function MemberFace({ node, now }: { node: FamilyNode; now: string }) {
  return (
    <>
      <span className="family-card-line">
        <span className="family-card-kind">
          <Icon name={node.kind === 'image' ? 'file' : 'command-prompt'} size="small" />
          {kindWord(node)}
        </span>
        <MemberState node={node} />
      </span>
      <span className="family-card-name" title={nameOf(node)}>
        {shortNameOf(node)}
      </span>
      <span className="family-card-small">{node.awsId}</span>
      <span className="family-card-line family-card-small">
        <span>{node.region}</span>
        <span>{footnote(node, now)}</span>
      </span>
    </>
  );
}

function GroupFace({ like, count, shown }: { like: FamilyNode; count: number; shown: number }) {
  return (
    <>
      <span className="family-card-line">
        <span className="family-card-kind">
          <Icon name="view-full" size="small" />
          Group
        </span>
        <MemberState node={like} />
      </span>
      <span className="family-card-name">{groupName(like, count)}</span>
      <span className="family-card-small">{shown === 0 ? 'Press to see some of them' : `${shown} of them shown`}</span>
      <span className="family-card-line family-card-small">
        <span>{like.region}</span>
        <span>{like.kind === 'instance' ? like.instanceType : 'nothing below'}</span>
      </span>
    </>
  );
}

function footnote(node: FamilyNode, now: string): string {
  if (node.kind === 'instance' && node.instanceType) return node.instanceType;
  if (node.kind === 'image' && node.standing === 'others') return ownerWords(node);
  const age = timeBetween(node.since, now);
  return age ? `${age} old` : '';
}
