import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useRef } from 'react';
import { packageFamily, snippetsFor } from '../../src/connect/snippets.ts';
import type { Instance } from '../../src/instances/contract.ts';
import { hourWords, instanceCost, monthWords } from '../../src/instances/cost.ts';
import { HOUR_PRICE_NOTE } from '../../src/prices/instance-hours.ts';
import { useCall } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { href, paths } from '../common/paths.ts';
import { useFillHeight } from '../common/use-fill-height.ts';

interface SidePanelProps {
  readonly instanceId: string;
  /** Types a command without pressing Enter. */
  readonly onInsert: (command: string) => void;
  readonly onClose: () => void;
}

/** Beside the terminal: what this machine is, an image of it, and commands that make it ready for that. */
export function SidePanel({ instanceId, onInsert, onClose }: SidePanelProps) {
  const list = useCall('instances', 'list', {});
  const box = useRef<HTMLElement>(null);
  useFillHeight(box);
  const instance = list.data?.instances.find((one) => one.instanceId === instanceId);
  return (
    <aside ref={box} className="session-side" aria-label="This machine">
      <SpaceBetween size="m">
        <Header
          variant="h3"
          headingTagOverride="h2"
          actions={<Button variant="icon" iconName="close" ariaLabel="Close the side panel" onClick={onClose} />}
        >
          This machine
        </Header>
        {list.error ? <ErrorAlert error={list.error} onRetry={list.refresh} /> : null}
        {list.loading ? <Spinner /> : null}
        {instance ? <Facts instance={instance} /> : null}
        <Button href={href(paths.createImage(instanceId))} iconName="copy" fullWidth>
          Create image from this machine
        </Button>
        <Snippets instance={instance} onInsert={onInsert} />
      </SpaceBetween>
    </aside>
  );
}

function Facts({ instance }: { instance: Instance }) {
  const cost = instanceCost(instance, Date.now());
  return (
    <>
      <KeyValuePairs
        columns={1}
        items={[
          { label: 'Image', value: instance.imageName ?? instance.imageId },
          { label: 'Type', value: instance.instanceType },
          { label: 'Key', value: instance.keyName ?? 'None' },
          {
            label: 'Security groups',
            value: instance.groups.length ? (
              <Link href={href(paths.securityGroups())}>
                {instance.groups.map(({ name, groupId }) => name || groupId).join(', ')}
              </Link>
            ) : (
              'None'
            ),
          },
          { label: 'Cost', value: `${hourWords(cost.hour)}, with disks and address ${monthWords(cost)} a month` },
        ]}
      />
      <Box color="text-body-secondary" fontSize="body-s">
        {HOUR_PRICE_NOTE}
      </Box>
    </>
  );
}

function Snippets({ instance, onInsert }: { instance: Instance | undefined; onInsert: (command: string) => void }) {
  const family = instance && packageFamily({ imageName: instance.imageName, platform: instance.platform });
  return (
    <ExpandableSection headerText="Commands before you make an image">
      <SpaceBetween size="m">
        <Box color="text-body-secondary" fontSize="body-s">
          Insert types a command into the terminal. Read it, then press Enter there.
        </Box>
        {snippetsFor(family).map(({ id, title, words, command }) => (
          <div key={id}>
            <Box variant="h4" tagOverride="h3">
              {title}
            </Box>
            <Box fontSize="body-s">{words}</Box>
            <Box variant="code" fontSize="body-s">
              <span className="snippet-command">{command}</span>
            </Box>
            <Button variant="inline-link" ariaLabel={`Insert: ${title}`} onClick={() => onInsert(command)}>
              Insert
            </Button>
          </div>
        ))}
      </SpaceBetween>
    </ExpandableSection>
  );
}
