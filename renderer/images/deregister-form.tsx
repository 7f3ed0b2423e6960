import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Tiles from '@cloudscape-design/components/tiles';
import { useState } from 'react';
import { protectionOf, snapshotFates } from '../../src/images/retire-rules.ts';
import { dollars } from '../../src/prices/price-list.ts';
import { snapshotsMonthly } from '../../src/prices/storage.ts';
import { useAction, useCall, useClient } from '../bridge/hooks.ts';
import { paths } from '../common/paths.ts';
import { shownTime } from '../common/times.ts';
import { useGo } from '../common/use-go.ts';
import { BinNote } from './bin-note.tsx';
import { Decision } from './decision.tsx';
import type { RetireFormProps } from './retire-page.tsx';
import { useRetire } from './use-retire.ts';

/** Gone: with or without its snapshots, and whether there is a way back. */
export function DeregisterForm({ impact, refresh }: RetireFormProps) {
  const { image } = impact;
  const client = useClient();
  const account = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY });
  const [choice, setChoice] = useState('keep');
  const [typedName, setTypedName] = useState('');
  const [tried, setTried] = useState(false);
  const place = { region: image.region, imageId: image.imageId };
  const deregister = useRetire(() =>
    client.images.deregister({ ...place, deleteSnapshots: choice === 'delete', typedName }),
  );
  if (protectionOf(image).state !== 'off') return <Protected {...{ impact, refresh }} />;

  const real = account.data?.source.kind === 'profile';
  const wrong = real && typedName !== image.name ? `Type ${image.name} to confirm.` : undefined;
  const { deletable, kept } = snapshotFates(impact);
  const saving = dollars(snapshotsMonthly(deletable.map(({ sizeGiB }) => sizeGiB)));
  const known = impact.snapshots.known;
  return (
    <Decision
      title="Deregister"
      doText="Deregister image"
      running={deregister.running}
      onDo={() => {
        setTried(true);
        if (!wrong && account.data) void deregister.run(undefined);
      }}
      error={deregister.error?.field === 'typedName' ? undefined : deregister.error}
    >
      <FormField label="Its snapshots" stretch>
        <Tiles
          value={choice}
          onChange={({ detail }) => setChoice(detail.value)}
          columns={2}
          items={[
            {
              value: 'keep',
              label: 'Keep them',
              description: `They go on costing${known ? ` up to ${saving} a month` : ''} until somebody deletes them. From the Recycle Bin the image can be restored only while they are there.`,
            },
            {
              value: 'delete',
              label: 'Delete them too',
              description: `${known ? `Saves up to ${saving} a month. ` : ''}The copies of the disks are gone, and a restore from the Recycle Bin needs them back first.`,
            },
          ]}
        />
      </FormField>
      {kept.length > 0 ? (
        <Alert type="info" header="Kept in any case, because other images need them">
          {kept.map(({ snapshotId, otherImages }) => (
            <div key={snapshotId}>
              {`${snapshotId}: ${otherImages.map(({ name, imageId }) => name || imageId).join(', ')}`}
            </div>
          ))}
        </Alert>
      ) : null}
      <BinNote bin={impact.bin} />
      {real ? (
        <FormField
          label="Type the image’s name to confirm"
          description={image.name}
          errorText={tried ? wrong : undefined}
        >
          <Input value={typedName} spellcheck={false} onChange={({ detail }) => setTypedName(detail.value)} />
        </FormField>
      ) : null}
    </Decision>
  );
}

/** The switch that stands in the way, to be switched off here. */
function Protected({ impact: { image }, refresh }: RetireFormProps) {
  const client = useClient();
  const go = useGo();
  const protection = protectionOf(image);
  const { region, imageId } = image;
  const release = useAction(async () => {
    await client.images.protect({ region, imageId, on: false, withCooldown: false });
    refresh();
  });
  if (protection.state === 'cooling') {
    return (
      <Decision title="Deregister">
        <Alert type="warning" header={`The image is protected until ${shownTime(protection.until)}.`}>
          Its protection was switched off and holds on for 24 hours. Nothing shortens that: come back then.
        </Alert>
      </Decision>
    );
  }
  const cooldown = protection.state === 'on' && protection.cooldown;
  return (
    <Decision
      title="Deregister"
      error={release.error}
      extra={<Button onClick={() => go(paths.retireImage(region, imageId, 'protect'))}>About the protection</Button>}
    >
      <Alert
        type="warning"
        header="The image is protected from deregistration."
        action={
          <Button loading={release.running} onClick={() => void release.run(undefined)}>
            Switch the protection off
          </Button>
        }
      >
        <Box>
          {cooldown
            ? 'It was protected with a cooldown: after you switch it off, it stays protected for 24 more hours.'
            : 'Somebody wanted it to stay. Switch the protection off first, if you are sure.'}
        </Box>
      </Alert>
    </Decision>
  );
}
