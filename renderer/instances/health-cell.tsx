import Popover from '@cloudscape-design/components/popover';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Instance } from '../../src/instances/contract.ts';
import { type CheckName, checkWords, type HealthWords, healthWords } from '../../src/instances/health.ts';

/** A word about AWS's checks with its sign; a click or Enter tells what it means and what to do. */
function HealthWord({ words }: { words: HealthWords | undefined }) {
  if (!words) return <>-</>;
  return (
    <Popover dismissButton={false} position="right" size="medium" triggerType="text" content={words.sentence}>
      <StatusIndicator type={words.type} wrapText={false}>
        {words.label}
      </StatusIndicator>
    </Popover>
  );
}

/** All checks of an instance together. */
export function HealthCell({ instance }: { instance: Instance }) {
  return <HealthWord words={healthWords(instance.health)} />;
}

/** One check of an instance. */
export function CheckCell({ instance, check }: { instance: Instance; check: CheckName }) {
  const found = instance.health?.find((one) => one.check === check);
  return <HealthWord words={found && checkWords(found)} />;
}
