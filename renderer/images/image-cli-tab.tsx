import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { cliLines, type Shell } from '../../src/images/cli-lines.ts';
import { useCall } from '../bridge/hooks.ts';
import type { ImageTabProps } from './image-tabs.tsx';

/** The AWS CLI line of everything that can be done with the image, to learn from or to hand on. */
export function ImageCliTab({ image }: ImageTabProps) {
  const account = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY }).data;
  const practice = useCall('practice', 'status', {}, { enabled: account?.source.kind === 'practice' }).data;
  const [shell, setShell] = useState<Shell>('bash');
  const place = {
    profile: account?.source.kind === 'profile' ? account.source.profile : undefined,
    endpoint: account?.endpoint ?? practice?.endpoint,
  };
  return (
    <SpaceBetween size="s">
      <SpaceBetween size="m" direction="horizontal" alignItems="center">
        <SegmentedControl
          label="Command line"
          selectedId={shell}
          onChange={({ detail }) => setShell(detail.selectedId as Shell)}
          options={[
            { id: 'bash', text: 'Linux and macOS' },
            { id: 'powershell', text: 'Windows PowerShell' },
          ]}
        />
        <Box color="text-body-secondary">Nothing here is run. Replace what stands in CAPITALS.</Box>
      </SpaceBetween>
      <Table
        variant="embedded"
        items={cliLines(image, place, shell)}
        trackBy="id"
        wrapLines
        ariaLabels={{ tableLabel: 'AWS CLI lines' }}
        columnDefinitions={[
          { id: 'what', header: 'To', cell: ({ label }) => label, isRowHeader: true, width: 230 },
          {
            id: 'line',
            header: 'Type',
            cell: ({ label, line }) => (
              <Box variant="code">
                <CopyToClipboard
                  variant="inline"
                  textToCopy={line}
                  textToDisplay={line}
                  copyButtonAriaLabel={`Copy the line: ${label}`}
                  copySuccessText="Copied"
                  copyErrorText="Could not be copied"
                />
              </Box>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
