import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { descendants, type Forest } from '../../src/family/forest.ts';
import type { FamilyGraph, FamilyNode } from '../../src/family/graph.ts';
import { kindWord, many, nameOf, ORIGIN_WORDS, ownerWords, standingSentence } from '../../src/family/words.ts';
import { Copyable } from '../common/copyable.tsx';
import { shownTime } from '../common/times.ts';
import { MemberActions } from './member-actions.tsx';
import { MemberState } from './member-state.tsx';
import { SidePanel } from './side-panel.tsx';

interface MemberPanelProps {
  readonly node: FamilyNode;
  readonly graph: FamilyGraph;
  readonly forest: Forest;
  readonly takeFocus: boolean;
  readonly onChoose: (id: string) => void;
  /** Takes this image as the first of two to compare. */
  readonly onCompare: (id: string) => void;
  readonly onClose: () => void;
}

/** What is known of one image or instance, and what can be done with it. */
export function MemberPanel({ node, graph, forest, takeFocus, onChoose, onCompare, onClose }: MemberPanelProps) {
  const sentence = standingSentence(node);
  const origins = graph.edges.filter(({ to, implied }) => to === node.id && !implied);
  const below = descendants(node.id, forest.childrenOf).flatMap((id) => graph.nodes.get(id) ?? []);
  const images = below.filter(({ kind }) => kind === 'image').length;
  return (
    <SidePanel
      title={nameOf(node)}
      description={`${kindWord(node)} in ${node.region}`}
      takeFocus={takeFocus}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <MemberState node={node} />
        {sentence ? <Box variant="p">{sentence}</Box> : null}
        <KeyValuePairs
          columns={1}
          items={[
            { label: 'ID', value: <Copyable text={node.awsId} what={`${kindWord(node).toLowerCase()} id`} /> },
            ...(node.kind === 'instance' && node.instanceType
              ? [{ label: 'Instance type', value: node.instanceType }]
              : []),
            ...(node.kind === 'image' && node.mine === false ? [{ label: 'Owner', value: ownerWords(node) }] : []),
            ...(node.since
              ? [{ label: node.kind === 'image' ? 'Created' : 'Launched', value: shownTime(node.since) }]
              : []),
            ...origins.map(({ from, kind }) => {
              const source = graph.nodes.get(from);
              return {
                label: ORIGIN_WORDS[kind],
                value: (
                  <Link variant="primary" onFollow={() => onChoose(from)}>
                    {source ? nameOf(source) : from}
                  </Link>
                ),
              };
            }),
            {
              label: 'Came from it',
              value:
                below.length === 0 ? 'Nothing' : `${many(images, 'image')}, ${many(below.length - images, 'instance')}`,
            },
          ]}
        />
        <MemberActions node={node} onCompare={onCompare} />
      </SpaceBetween>
    </SidePanel>
  );
}
