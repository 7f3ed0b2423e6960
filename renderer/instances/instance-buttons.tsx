import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Instance } from '../../src/instances/contract.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { actionItems, type DialogKind, stateItems, whyNotConnectable, whyNotOne } from './instance-actions.ts';

interface Props {
  readonly selected: readonly Instance[];
  readonly onDialog: (kind: DialogKind) => void;
}

/** The buttons above the table: what can be done with what is selected, and why the rest cannot. */
export function InstanceButtons({ selected, onDialog }: Props) {
  const go = useGo();
  const [one] = selected;
  const noConnect = whyNotOne(selected, whyNotConnectable);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button
        disabled={noConnect !== undefined}
        {...(noConnect ? { disabledReason: noConnect } : {})}
        onClick={() => one && go(paths.connect(one.instanceId))}
      >
        Connect
      </Button>
      <ButtonDropdown items={stateItems(selected)} onItemClick={({ detail }) => onDialog(detail.id as DialogKind)}>
        Instance state
      </ButtonDropdown>
      <ButtonDropdown
        expandableGroups
        items={actionItems(selected)}
        onItemClick={({ detail }) => {
          if (detail.id !== 'create-image') onDialog(detail.id as DialogKind);
          else if (one) go(paths.createImage(one.instanceId));
        }}
      >
        Actions
      </ButtonDropdown>
      <Button variant="primary" onClick={() => go(paths.launchAny())}>
        Launch instances
      </Button>
    </SpaceBetween>
  );
}
