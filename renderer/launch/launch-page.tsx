import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import { useMemo, useState } from 'react';
import type { KeyPair } from '../../src/keys/contract.ts';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { LaunchInstance } from './launch-instance.tsx';

/** How often an image that is still being made is looked at again, in milliseconds. */
const LOOK_AGAIN = 4_000;

/** The launch page: gathers what is true in the account, then shows the form over it. */
export function LaunchPage({ params }: PageProps) {
  const imageId = params.imageId ?? '';
  const form = useCall(
    'launch',
    'form',
    { imageId },
    { every: (data) => (data?.image.state === 'pending' || data?.image.state === 'transient' ? LOOK_AGAIN : false) },
  );
  const network = useCall('network', 'list', {});
  const keys = useCall('keys', 'list', {});
  const address = useCall('network', 'myAddress', {}, { freshFor: 60_000 });
  // A key pair that was just made may not be in the cloud's list yet.
  const [made, setMade] = useState<readonly KeyPair[]>([]);

  const facts = useMemo<LaunchFacts | undefined>(() => {
    if (!form.data || !network.data || !keys.data || address.loading) return undefined;
    const listed = keys.data.keyPairs;
    return {
      image: form.data.image,
      instanceTypes: form.data.instanceTypes,
      keyPairs: [...listed, ...made.filter((pair) => !listed.some(({ name }) => name === pair.name))],
      ...network.data,
      // Not knowing the address is no reason to stop: the form asks for a range instead.
      myAddress: address.data?.address,
    };
  }, [form.data, network.data, keys.data, address.loading, address.data, made]);

  if (facts) {
    return (
      <LaunchInstance key={imageId} facts={facts} onKeyCreated={(pair) => setMade((before) => [...before, pair])} />
    );
  }
  const failed = [form, network, keys].find(({ error }) => error !== undefined);
  if (failed?.error)
    return <ErrorAlert error={failed.error} onRetry={failed.refresh} title="The form could not be filled" />;
  return (
    <Box textAlign="center" padding="xxl">
      <Spinner /> Looking up the image, networks and key pairs
    </Box>
  );
}
