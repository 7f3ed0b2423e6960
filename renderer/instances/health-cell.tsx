import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Popover from '@cloudscape-design/components/popover';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Instance } from '../../src/instances/contract.ts';
import { CHECKS, type CheckName, checkWords, type HealthWords, healthWords } from '../../src/instances/health.ts';
import { shownTime } from '../common/times.ts';

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

/** The checks one by one, with what each means. */
export function HealthTab({ instance }: { instance: Instance }) {
  if (!instance.health || instance.health.length === 0) {
    return <Box color="text-body-secondary">AWS checks only instances that run.</Box>;
  }
  return (
    <KeyValuePairs
      columns={3}
      items={instance.health.map((one) => {
        const words = checkWords(one);
        return {
          label: CHECKS[one.check].title,
          value: (
            <SpaceBetween size="xxs">
              <StatusIndicator type={words.type}>{words.label}</StatusIndicator>
              <Box>{words.sentence}</Box>
              {one.since ? <Box color="text-body-secondary">Since {shownTime(one.since)}</Box> : null}
            </SpaceBetween>
          ),
        };
      })}
    />
  );
}
