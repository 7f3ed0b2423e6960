import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Instance } from '../../src/instances/contract.ts';
import { CHECKS, checkWords } from '../../src/instances/health.ts';
import { shownTime } from '../common/times.ts';

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
