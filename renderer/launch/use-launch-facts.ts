import { useCallback, useMemo, useState } from 'react';
import type { KeyPair } from '../../src/keys/contract.ts';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import { type CallResult, useCall } from '../bridge/hooks.ts';
import { useMachinePrices } from './use-machine-prices.ts';

/** How often an image that is still being made is looked at again, in milliseconds. */
const LOOK_AGAIN = 4_000;

interface Gathered {
  /** Undefined until everything is known; those of the image before while another one is looked up. */
  readonly facts: LaunchFacts | undefined;
  /** What the form cannot be filled without. */
  readonly asked: readonly CallResult<unknown>[];
  /** The key pairs that were made in this form. */
  readonly madeHere: readonly KeyPair[];
  readonly onKeyCreated: (keyPair: KeyPair) => void;
}

/** Gathers what is true in the account for launching an image. */
export function useLaunchFacts(imageId: string | undefined): Gathered {
  const form = useCall(
    'launch',
    'form',
    { imageId: imageId ?? '' },
    {
      enabled: imageId !== undefined,
      keepFormer: true,
      every: (data) => (data?.image.state === 'pending' || data?.image.state === 'transient' ? LOOK_AGAIN : false),
    },
  );
  const network = useCall('network', 'list', {});
  const keys = useCall('keys', 'list', {});
  const prices = useMachinePrices(form.data?.image.platform);
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
      prices,
    };
  }, [form.data, network.data, keys.data, address.loading, address.data, made, prices]);
  const onKeyCreated = useCallback((pair: KeyPair) => setMade((before) => [...before, pair]), []);
  return { facts, asked: [form, network, keys], madeHere: made, onKeyCreated };
}
