import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { FamilyNode, ImageNode, InstanceNode } from '../../src/family/graph.ts';
import { whyNotLaunchable } from '../../src/images/rules.ts';
import { useCall } from '../bridge/hooks.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';

interface MemberAction {
  readonly text: string;
  readonly whyNot?: string | undefined;
  readonly run: () => void;
}

/** What can be done with a member, and why the rest cannot. */
export function MemberActions({ node, onCompare }: { node: FamilyNode; onCompare: (id: string) => void }) {
  const { data: account } = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY });
  const go = useGo();
  const elsewhere =
    account && account.region !== node.region
      ? `It is in ${node.region}. Choose that Region at the top of the window first.`
      : undefined;
  const actions =
    node.kind === 'image' ? imageActions(node, elsewhere, go, onCompare) : instanceActions(node, elsewhere, go);
  return (
    <SpaceBetween size="xs">
      {actions.map(({ text, whyNot, run }) => (
        <Button
          key={text}
          fullWidth
          onClick={run}
          disabled={whyNot !== undefined}
          {...(whyNot ? { disabledReason: whyNot } : {})}
        >
          {text}
        </Button>
      ))}
    </SpaceBetween>
  );
}

function imageActions(
  node: ImageNode,
  elsewhere: string | undefined,
  go: (path: string) => void,
  onCompare: (id: string) => void,
): MemberAction[] {
  const { region, awsId } = node;
  const family = { text: 'Show this family alone', run: () => go(paths.familyOf(region, awsId)) };
  if (node.standing !== 'mine' && node.standing !== 'others') return [family];
  const unready = node.state === undefined ? 'Its state is not known.' : whyNotLaunchable({ state: node.state });
  return [
    { text: 'Launch instance', whyNot: elsewhere ?? unready, run: () => go(paths.launch(awsId)) },
    { text: 'Show details', run: () => go(paths.image(region, awsId)) },
    { text: 'Copy', whyNot: unready, run: () => go(paths.copyImage(region, awsId)) },
    ...(node.standing === 'mine'
      ? [{ text: 'Share', whyNot: unready, run: () => go(paths.shareImage(region, awsId)) }]
      : []),
    { text: 'Compare with another', run: () => onCompare(node.id) },
    family,
  ];
}

function instanceActions(
  node: InstanceNode,
  elsewhere: string | undefined,
  go: (path: string) => void,
): MemberAction[] {
  if (node.standing !== 'mine') return [];
  const off = node.state === 'running' ? undefined : 'It is not running.';
  const gone = node.state === 'terminated' || node.state === 'shutting-down' ? 'It is being removed.' : undefined;
  return [
    { text: 'Connect', whyNot: elsewhere ?? off, run: () => go(paths.connect(node.awsId)) },
    { text: 'Create image', whyNot: elsewhere ?? gone, run: () => go(paths.createImage(node.awsId)) },
    { text: 'Show the instances', whyNot: elsewhere, run: () => go(paths.instances()) },
  ];
}
