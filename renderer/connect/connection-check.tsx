import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { type ReactNode, useState } from 'react';
import type { Link, LinkName } from '../../src/connect/check-contract.ts';
import { LINKS } from '../../src/connect/check-judge.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { CheckChain } from './check-chain.tsx';
import { BrokenLink } from './check-remedy.tsx';
import { type FollowedCheck, useCheck } from './use-check.ts';

/** What the check is about. */
export interface ConnectionCheckProps {
  readonly instanceId: string;
  /** Whom to try; the likeliest when absent. */
  readonly user?: string;
  /** How high its heading stands; it is part of a page when absent. */
  readonly level?: 'h1' | 'h2';
  /** Opens a terminal as that user. */
  readonly onConnect: (user: string) => void;
}

/** The connection check as a picture: it runs by itself when it is shown, and again after each remedy. */
export function ConnectionCheck({ instanceId, user, level = 'h2', onConnect }: ConnectionCheckProps) {
  const check = useCheck(instanceId, user);
  const [chosen, setChosen] = useState<LinkName>();
  const { found, mended, changing, refused } = check;
  const links = found.data?.links;
  const broken = links?.find(({ state }) => state === 'broken');
  const shown = links?.find(({ name, state }) => name === chosen && state !== 'broken');
  const looking = found.loading || found.refreshing;
  return (
    <Container
      header={
        <Header
          variant={level}
          description="The way from this computer to a shell on the machine. Press a link to read what was found of it."
          actions={
            <Button formAction="none" iconName="refresh" loading={looking} onClick={found.refresh}>
              Check again
            </Button>
          }
        >
          Connection check{found.data ? ` of ${found.data.instanceName}` : ''}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <div>
          <CheckChain
            links={links}
            chosen={chosen}
            onChoose={(name) => setChosen((before) => (before === name ? undefined : name))}
          />
          <div role="status">{looking ? <Looking /> : null}</div>
        </div>
        {shown ? <FoundLink link={shown} /> : null}
        {found.error ? <ErrorAlert error={found.error} onRetry={found.refresh} /> : null}
        {refused ? <ErrorAlert error={refused} title="Nothing was changed" /> : null}
        {mended && (broken || !links) ? <Done check={check} /> : null}
        {broken ? (
          <BrokenLink
            link={broken}
            instanceId={instanceId}
            changing={changing || found.refreshing}
            onMend={(mend) => void check.mend(mend)}
            onConnect={onConnect}
          />
        ) : null}
        {links && found.data && !broken ? (
          <Whole links={links} user={found.data.user} onConnect={onConnect}>
            {mended ? <Done check={check} /> : null}
          </Whole>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}

function Looking() {
  return <StatusIndicator type="in-progress">Looking along the way; this takes some seconds</StatusIndicator>;
}

function FoundLink({ link }: { link: Link }) {
  const { title, what } = LINKS[link.name];
  return (
    <div>
      <Box variant="strong">{title}.</Box> <Box variant="span">{link.sentence}</Box>{' '}
      <Box variant="span" color="text-body-secondary">
        ({what})
      </Box>
    </div>
  );
}

/** What the last remedy has done, and the way back. */
function Done({ check: { mended, changing, takeBack } }: { check: FollowedCheck }) {
  const back = mended?.back;
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <StatusIndicator type="success">{mended?.done}</StatusIndicator>
      {back ? (
        <Button formAction="none" variant="inline-link" loading={changing} onClick={() => void takeBack(back.mend)}>
          {back.label}
        </Button>
      ) : null}
    </SpaceBetween>
  );
}

/** Nothing is broken: all links hold, or some could not be seen. */
function Whole({
  links,
  user,
  onConnect,
  children,
}: {
  links: readonly Link[];
  user: string;
  onConnect: (user: string) => void;
  /** What mended it, where something did. */
  children: ReactNode;
}) {
  const unseen = links.filter(({ state }) => state === 'unseen');
  const connect = (
    <Button formAction="none" variant="primary" onClick={() => onConnect(user)}>
      Connect as {user}
    </Button>
  );
  if (unseen.length === 0) {
    return (
      <Alert type="success" header="Every link holds" action={connect}>
        {children ?? `${user} gets in from here.`}
      </Alert>
    );
  }
  return (
    <Alert type="info" header="Nothing broken was found" action={connect}>
      <SpaceBetween size="xxs">
        {children}
        {unseen.map(({ name, sentence }) => (
          <div key={name}>
            {LINKS[name].title}: {sentence}
          </div>
        ))}
      </SpaceBetween>
    </Alert>
  );
}
