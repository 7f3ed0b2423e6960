import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { fieldErrors } from '../../src/core/fields.ts';
import type { ImageRow } from '../../src/images/inventory.ts';
import { idMistake, type WhereAnswer, whereQuery, whyNotFound } from '../../src/images/where.ts';
import { useAction, useClient } from '../bridge/hooks.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { href, paths } from '../common/paths.ts';
import { shownTime } from '../common/times.ts';
import { ImageStateWord } from './image-state-word.tsx';
import { RegionFailures } from './region-failures.tsx';

/** Looks for an image in every enabled Region, and says what may be the matter where it is not found. */
export function WherePage() {
  const client = useClient();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const [answer, setAnswer] = useState<{ text: string; found: WhereAnswer }>();
  const look = useAction(async (wanted: string) => {
    setAnswer(undefined);
    setAnswer({ text: wanted, found: await client.images.where({ text: wanted }) });
  });
  const problem = fieldErrors(whereQuery, { text }).text ?? '';
  const submit = () => {
    setTried(true);
    if (problem === '') void look.run(text.trim());
  };
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="An image belongs to one Region, and to one account. Here all your Regions are looked through at once."
        >
          Where is my image?
        </Header>
      }
    >
      <SpaceBetween size="l">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Form>
            <Container>
              <FormField
                label="Id or part of the name"
                constraintText="For example ami-0123456789abcdef0, or web-ubuntu. A name also finds the Name tag."
                errorText={tried ? problem : ''}
                warningText={tried && problem === '' ? undefined : idMistake(text)}
                secondaryControl={
                  <Button variant="primary" loading={look.running} loadingText="Looking" formAction="submit">
                    Look in all Regions
                  </Button>
                }
              >
                <Input value={text} onChange={({ detail }) => setText(detail.value)} inputMode="search" />
              </FormField>
            </Container>
          </Form>
        </form>
        <div aria-live="polite">
          {look.running ? (
            <Box color="text-body-secondary">
              <Spinner /> Looking in every Region of this account
            </Box>
          ) : null}
          {look.error ? <ErrorAlert error={look.error} onRetry={submit} /> : null}
          {answer ? <Answer {...answer} again={() => void look.run(answer.text)} /> : null}
        </div>
      </SpaceBetween>
    </ContentLayout>
  );
}

function Answer({ text, found, again }: { text: string; found: WhereAnswer; again: () => void }) {
  const everywhere = `${found.regions.length} Regions`;
  return (
    <SpaceBetween size="m">
      <RegionFailures failures={found.failures} onRetry={again} />
      {found.found.length > 0 ? <Found rows={found.found} title={`Found in ${everywhere}`} /> : null}
      {found.more ? <Box>There are more than these: write more of the name.</Box> : null}
      {found.found.length === 0 ? <NotFound text={text} found={found} everywhere={everywhere} /> : null}
    </SpaceBetween>
  );
}

function NotFound({ text, found, everywhere }: { text: string; found: WhereAnswer; everywhere: string }) {
  return (
    <SpaceBetween size="m">
      <Alert type="info" header={`“${text}” was not found`}>
        {found.regions.length > 0
          ? `Looked in ${everywhere}: among the images of this account, those shared with it, and the Recycle Bin.`
          : 'Nothing was looked for, because no image can have this id.'}
      </Alert>
      <Container header={<Header variant="h2">What may be the matter</Header>}>
        <SpaceBetween size="m">
          {whyNotFound(found, text).map((reason) => (
            <div key={reason.title}>
              <Box variant="h3">{reason.title}</Box>
              <Box>{reason.text}</Box>
            </div>
          ))}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}

function Found({ rows, title }: { rows: readonly ImageRow[]; title: string }) {
  return (
    <Table
      header={
        <Header variant="h2" counter={`(${rows.length})`}>
          {title}
        </Header>
      }
      items={rows}
      trackBy={(row) => `${row.region}/${row.imageId}`}
      ariaLabels={{ tableLabel: title }}
      columnDefinitions={[
        {
          id: 'id',
          header: 'AMI ID',
          isRowHeader: true,
          cell: (row) =>
            row.binnedUntil ? (
              row.imageId
            ) : (
              <Link href={href(paths.image(row.region, row.imageId))}>{row.imageId}</Link>
            ),
        },
        { id: 'region', header: 'Region', cell: (row) => row.region },
        { id: 'name', header: 'Name', cell: (row) => row.nameTag || row.name || '-' },
        { id: 'state', header: 'Status', cell: (row) => <ImageStateWord image={row} /> },
        { id: 'what', header: 'What that means', cell: whatItMeans },
      ]}
    />
  );
}

/** Why an image that is there may not be where it was looked for. */
function whatItMeans(row: ImageRow): string {
  if (row.binnedUntil) return `In the Recycle Bin: it can be restored until ${shownTime(row.binnedUntil)}.`;
  if (row.state === 'disabled') return 'Disabled: listed under Disabled, and hidden from everybody else.';
  if (row.deprecatedAt && Date.parse(row.deprecatedAt) <= Date.now()) {
    return 'Deprecated: hidden from others’ lists, but it can still be launched.';
  }
  return row.own ? 'Yours.' : `Belongs to ${row.ownerAlias ?? row.ownerId}.`;
}
