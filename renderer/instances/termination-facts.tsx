import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TerminationFate } from '../../src/instances/power.ts';
import { goesWith, staysBehind, whyStays } from '../../src/instances/termination-words.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { fullLabelOf } from './instance-label.ts';

/** What happens to one instance and what hangs on it; with the switch of its protection, where that stands in the way. */
export function TerminationFacts({ fate }: { fate: TerminationFate }) {
  const { instance, isProtected, elasticIps } = fate;
  const label = fullLabelOf(instance);
  const stays = whyStays(fate);
  return (
    <section aria-label={label}>
      <SpaceBetween size="xs">
        <Box variant="h3">{label}</Box>
        {stays ? <Staying fate={fate} why={stays} /> : null}
        {isProtected.known ? null : <Box>{`Whether it is protected could not be read. ${isProtected.why}`}</Box>}
        {stays ? null : (
          <>
            <Things title="Is deleted with it" things={goesWith(fate)} none="No disk is deleted." />
            <Things title="Stays and goes on costing" things={staysBehind(fate)} none="Nothing." />
          </>
        )}
        {elasticIps.known ? null : (
          <Box>{`Whether it has Elastic IP addresses could not be read. ${elasticIps.why}`}</Box>
        )}
      </SpaceBetween>
    </section>
  );
}

function Things({ title, things, none }: { title: string; things: readonly string[]; none: string }) {
  return (
    <div>
      <Box variant="awsui-key-label">{title}</Box>
      {things.length === 0 ? (
        <Box>{none}</Box>
      ) : (
        <ul>
          {things.map((thing) => (
            <li key={thing}>{thing}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Staying({ fate: { instance, isProtected }, why }: { fate: TerminationFate; why: string }) {
  const client = useClient();
  const invalidate = useInvalidate();
  const unprotect = useAction(async () => {
    await client.instances.protect({ instanceId: instance.instanceId, kind: 'termination', on: false });
    invalidate('instances', 'beforeTerminate');
  });
  const canSwitch = isProtected.known && isProtected.value;
  return (
    <>
      <Alert
        type="info"
        action={
          canSwitch ? (
            <Button
              loading={unprotect.running}
              loadingText="Switching it off"
              ariaLabel={`Switch protection off for ${fullLabelOf(instance)}`}
              onClick={() => void unprotect.run(undefined)}
            >
              Switch protection off
            </Button>
          ) : undefined
        }
      >
        {why}
      </Alert>
      {unprotect.error ? <ErrorAlert error={unprotect.error} /> : null}
    </>
  );
}
