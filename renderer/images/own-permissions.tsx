import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { Image } from '../../src/images/image.ts';
import type { Access, TakeBackRequest } from '../../src/share/contract.ts';
import { receiverKey, receiverWords } from '../../src/share/receivers.ts';
import { useCall, useEvent, useInvalidate } from '../bridge/hooks.ts';
import { Copyable } from '../common/copyable.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { TakeBackDialog } from './take-back-dialog.tsx';

const COPY_WORDS: Readonly<Record<Access['copy'], string>> = {
  all: 'Yes',
  some: 'No: some of its snapshots are not shared',
  none: 'No',
  never: 'No: AWS shares snapshots with accounts only',
  unknown: 'Not known: you may not look',
};

const KEY_WORDS = {
  'not-needed': { type: 'success', text: 'Not needed' },
  yes: { type: 'success', text: 'Let in by the key’s policy' },
  no: { type: 'error', text: 'Not let in: their machines end at once' },
  unknown: { type: 'info', text: 'Depends on the key’s policy' },
} as const;

/** Who has an image of one's own, and how it is taken back. */
export function OwnPermissions({ image }: { image: Image }) {
  const { region, imageId } = image;
  const look = useCall('share', 'look', { region, imageId });
  const invalidate = useInvalidate();
  const go = useGo();
  const [asking, setAsking] = useState<Pick<TakeBackRequest, 'receivers' | 'what'>>();
  useEvent('jobs.changed', (job) => {
    if (job.kind === 'share.change' && job.state !== 'running') invalidate('share');
  });
  if (look.error) return <ErrorAlert error={look.error} onRetry={look.refresh} />;
  const access = look.data?.access ?? [];
  const edit = () => go(paths.shareImage(region, imageId));
  return (
    <>
      <Table
        variant="embedded"
        loading={look.loading}
        loadingText="Asking who has it"
        items={access}
        trackBy={({ receiver }) => receiverKey(receiver)}
        enableKeyboardNavigation
        wrapLines
        header={
          <Header
            variant="h3"
            counter={look.data ? `(${access.length})` : ''}
            description="Only this account owns it. Those below can launch it."
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  disabled={access.length === 0}
                  onClick={() => setAsking({ receivers: access.map(({ receiver }) => receiver), what: 'all' })}
                >
                  Make private
                </Button>
                <Button variant="primary" onClick={edit}>
                  Edit AMI permissions
                </Button>
              </SpaceBetween>
            }
          >
            Shared with
          </Header>
        }
        empty={
          <Box textAlign="center">
            <b>Private</b>
            <Box color="text-body-secondary">Nobody but this account can launch it.</Box>
          </Box>
        }
        columnDefinitions={[
          {
            id: 'who',
            header: 'Who',
            isRowHeader: true,
            cell: ({ receiver }) =>
              receiver.kind === 'everyone' ? (
                <StatusIndicator type="warning">Everyone (public)</StatusIndicator>
              ) : receiver.kind === 'account' ? (
                <Copyable text={receiver.id} what="account number" />
              ) : (
                receiverWords(receiver)
              ),
          },
          { id: 'copy', header: 'May copy it', cell: ({ copy }) => COPY_WORDS[copy] },
          {
            id: 'key',
            header: 'Key',
            cell: ({ key }) => <StatusIndicator type={KEY_WORDS[key].type}>{KEY_WORDS[key].text}</StatusIndicator>,
          },
          {
            id: 'actions',
            header: 'Actions',
            cell: ({ receiver, copy }) => (
              <SpaceBetween direction="horizontal" size="s">
                <Button
                  variant="inline-link"
                  ariaLabel={`Take back: ${receiverWords(receiver)}`}
                  onClick={() => setAsking({ receivers: [receiver], what: 'all' })}
                >
                  Take back
                </Button>
                {copy === 'all' || copy === 'some' ? (
                  <Button
                    variant="inline-link"
                    ariaLabel={`No more copies: ${receiverWords(receiver)}`}
                    onClick={() => setAsking({ receivers: [receiver], what: 'copy' })}
                  >
                    No more copies
                  </Button>
                ) : null}
              </SpaceBetween>
            ),
          },
        ]}
      />
      {asking ? <TakeBackDialog image={image} {...asking} onClose={() => setAsking(undefined)} /> : null}
    </>
  );
}
