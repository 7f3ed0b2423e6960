import Alert from '@cloudscape-design/components/alert';
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { loginUser } from '../../src/connect/rules.ts';
import type { ErrorShape } from '../../src/core/errors.ts';
import { type CallOutput, useCall } from '../bridge/hooks.ts';
import { Copyable } from '../common/copyable.tsx';
import { ErrorAlert } from '../common/error-alert.tsx';
import { CheckOnDemand } from './check-on-demand.tsx';
import { KnownHostKey } from './known-host-key.tsx';
import { OutsideTerminal } from './outside-terminal.tsx';
import { type LoginChoice, WayChoice } from './way-choice.tsx';

type Panel = CallOutput<'connect', 'panel'>;

interface ConnectPanelProps {
  readonly instanceId: string;
  /** Who was tried last. */
  readonly firstUser: string | undefined;
  readonly opening: boolean;
  readonly refused: ErrorShape | undefined;
  readonly onConnect: (user: string, choice: LoginChoice) => void;
}

/** A machine that is just starting is looked at again until it can be logged in to. */
const AGAIN_MS = 3_000;

/** Who logs in to what, and with which key; with the same as a command for a terminal of one's own. */
export function ConnectPanel(props: ConnectPanelProps) {
  const { instanceId } = props;
  const panel = useCall('connect', 'panel', { instanceId }, { every: (data) => (data?.blocked ? AGAIN_MS : false) });
  if (panel.error) return <ErrorAlert error={panel.error} onRetry={panel.refresh} />;
  if (!panel.data) return <Spinner size="large" />;
  return <LoadedPanel {...props} panel={panel.data} onForgotten={panel.refresh} />;
}

function LoadedPanel({
  panel,
  firstUser,
  opening,
  refused,
  onConnect,
  onForgotten,
}: ConnectPanelProps & { panel: Panel; onForgotten: () => void }) {
  const [typed, setTyped] = useState(firstUser);
  const [choice, setChoice] = useState<LoginChoice>({});
  const [checked, setChecked] = useState(false);
  const user = typed ?? panel.users[0] ?? '';
  const wrong = loginUser.safeParse(user).error?.issues[0]?.message;
  const connect = () => {
    setChecked(true);
    if (!wrong && !panel.blocked && !opening) onConnect(user, choice);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        connect();
      }}
    >
      <Form
        header={
          <Header variant="h1" description="Opens a terminal on the machine.">
            Connect to {panel.instanceName || panel.instanceId}
          </Header>
        }
      >
        <SpaceBetween size="l">
          {panel.blocked ? (
            <Alert type="warning" header={panel.blocked.message}>
              {panel.blocked.fix}
            </Alert>
          ) : null}
          {refused ? <ErrorAlert error={refused} /> : null}
          <Container header={<Header variant="h2">Log in</Header>}>
            <SpaceBetween size="l">
              <Facts panel={panel} />
              <FormField
                label="User name"
                description="The user that the image comes with. Amiable guesses it from the image and remembers what worked."
                constraintText={`Likely here: ${panel.users.join(', ')}.`}
                errorText={checked ? wrong : undefined}
                secondaryControl={
                  <Button variant="primary" loading={opening} disabled={panel.blocked !== undefined}>
                    Connect
                  </Button>
                }
              >
                <Autosuggest
                  value={user}
                  onChange={({ detail }) => setTyped(detail.value)}
                  onBlur={() => setChecked(true)}
                  options={panel.users.map((name) => ({ value: name }))}
                  filteringType="manual"
                  enteredTextLabel={(value) => `Log in as “${value}”`}
                  ariaLabel="User name"
                  clearAriaLabel="Clear"
                />
              </FormField>
              {panel.blocked ? null : <WayChoice panel={panel} choice={choice} onChange={setChoice} />}
              {panel.knownHostKey ? (
                <KnownHostKey instanceId={panel.instanceId} hostKey={panel.knownHostKey} onForgotten={onForgotten} />
              ) : null}
            </SpaceBetween>
          </Container>
          <CheckOnDemand
            instanceId={panel.instanceId}
            {...(wrong ? {} : { user })}
            onConnect={(name) => onConnect(name, choice)}
          />
          {panel.command && panel.keyName ? (
            <ExpandableSection variant="container" headerText="In a terminal of your own">
              <OutsideTerminal command={panel.command} keyName={panel.keyName} />
            </ExpandableSection>
          ) : null}
        </SpaceBetween>
      </Form>
    </form>
  );
}

function Facts({ panel }: { panel: Panel }) {
  const none = <Box color="text-body-secondary">None</Box>;
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: 'Instance', value: <Copyable text={panel.instanceId} what="instance id" /> },
        { label: 'Address', value: panel.host ? <Copyable text={panel.host} what="address" /> : none },
        {
          label: 'Key',
          value: panel.keyName ? (
            <SpaceBetween size="xxs">
              <span>{panel.keyName}</span>
              {panel.privateHalfHere ? (
                <StatusIndicator type="success">Private half on this computer</StatusIndicator>
              ) : (
                <StatusIndicator type="warning">Private half not on this computer</StatusIndicator>
              )}
            </SpaceBetween>
          ) : (
            none
          ),
        },
      ]}
    />
  );
}
