import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import type { Person, PersonFacts } from '../../src/access/contract.ts';
import { useCall } from '../bridge/hooks.ts';
import { Copyable } from '../common/copyable.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import type { PageProps } from '../common/page-props.ts';
import { shownTime } from '../common/times.ts';
import { AccessKeysTab } from './access-keys-tab.tsx';
import { consoleWords, lastActivity, mfaWords, UNKNOWN } from './person-words.ts';
import { PoliciesTab } from './policies-tab.tsx';
import { SayingsTab } from './sayings-tab.tsx';

/** One user: what they may do and why, what they sign in with, and where their permissions come from. */
export function PersonPage({ params }: PageProps) {
  const { name = '' } = params;
  const list = useCall('access', 'people', {});
  const facts = useCall('access', 'facts', { names: [name] });
  const [tab, setTab] = useState('sayings');
  const person = list.data?.people.find((each) => each.name === name);
  const known = facts.data?.facts[0];
  if (list.data && !person) {
    return (
      <ContentLayout header={<Header variant="h1">{name}</Header>}>
        <Box variant="p">There is no user of this name in this account. Go back to People, and choose one.</Box>
      </ContentLayout>
    );
  }
  return (
    <ContentLayout header={<Header variant="h1">{name}</Header>}>
      {list.error ? <ErrorAlert error={list.error} onRetry={list.refresh} /> : null}
      <Container disableContentPaddings>
        <Box padding={{ horizontal: 'l', bottom: 'l' }}>
          <Tabs
            ariaLabel="About the user"
            activeTabId={tab}
            onChange={({ detail }) => setTab(detail.activeTabId)}
            tabs={[
              { id: 'sayings', label: 'What may they do?', content: <SayingsTab name={name} /> },
              { id: 'summary', label: 'Summary', content: <Summary person={person} facts={known} /> },
              { id: 'policies', label: 'Permissions', content: <PoliciesTab name={name} /> },
              {
                id: 'keys',
                label: 'Access keys',
                content: <AccessKeysTab name={name} source={facts} keys={known?.keys} />,
              },
            ]}
          />
        </Box>
      </Container>
    </ContentLayout>
  );
}

function Summary({ person, facts }: { person: Person | undefined; facts: PersonFacts | undefined }) {
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: 'ARN', value: person ? <Copyable text={person.arn} what="ARN" /> : UNKNOWN },
        { label: 'Created', value: person?.createdAt ? shownTime(person.createdAt) : UNKNOWN },
        { label: 'Last activity', value: person ? lastActivity(person, facts) : UNKNOWN },
        { label: 'Groups', value: facts?.groups ? facts.groups.join(', ') || 'none' : UNKNOWN },
        { label: 'Console password', value: consoleWords(facts) },
        { label: 'MFA', value: mfaWords(facts) },
      ]}
    />
  );
}
