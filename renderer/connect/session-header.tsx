import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonGroup, { type ButtonGroupProps } from '@cloudscape-design/components/button-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { type Ref, useImperativeHandle, useRef } from 'react';
import type { Session, SessionState } from '../../src/connect/contract.ts';
import { KeysHelp } from './keys-help.tsx';
import './session-header.css';

const STATES: Readonly<Record<SessionState, [StatusIndicatorProps.Type, string]>> = {
  connecting: ['in-progress', 'Connecting'],
  'asking-host-key': ['pending', 'Waiting for your answer'],
  open: ['success', 'Connected'],
  reconnecting: ['in-progress', 'Reconnecting'],
  closed: ['stopped', 'Disconnected'],
};

/** What the buttons above the terminal do. */
export type SessionTool = 'copy' | 'search' | 'smaller' | 'larger';

interface SessionHeaderProps {
  readonly session: Session;
  readonly opening: boolean;
  /** The tools that would do nothing now. */
  readonly idle: readonly SessionTool[];
  /** What the last tool has to say, for example “Copied.”. */
  readonly said: string | undefined;
  readonly first: Ref<{ focus(): void }>;
  readonly onTool: (tool: SessionTool) => void;
  readonly onReconnect: () => void;
  readonly onLeave: () => void;
}

/** One line above the terminal: who on which machine and how it stands at the left, what can be done at the right. */
export function SessionHeader(props: SessionHeaderProps) {
  const { session, opening, idle, said, first, onTool, onReconnect, onLeave } = props;
  const { state, host, instanceId } = session;
  const [indicator, words] = STATES[state];
  const tools = useRef<ButtonGroupProps.Ref>(null);
  useImperativeHandle(first, () => ({ focus: () => tools.current?.focus('copy') }));
  return (
    <div className="session-header">
      <div className="session-who">
        <div className="session-title">
          <Box variant="h1" fontSize="heading-m" padding="n">
            {sessionTitle(session)}
          </Box>
          <StatusIndicator type={indicator}>{words}</StatusIndicator>
        </div>
        <Box color="text-body-secondary" fontSize="body-s">
          {host} · {instanceId} <span role="status">{said ?? ''}</span>
        </Box>
      </div>
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <ButtonGroup
          ref={tools}
          variant="icon"
          ariaLabel="Terminal tools"
          onItemClick={({ detail }) => onTool(detail.id as SessionTool)}
          items={TOOLS.map((tool) => ({ ...tool, disabled: idle.includes(tool.id) }))}
        />
        <KeysHelp />
        <Button
          loading={opening}
          disabled={state !== 'closed'}
          disabledReason="The session is still going on. End it first."
          onClick={onReconnect}
        >
          Reconnect
        </Button>
        <Button onClick={onLeave}>{state === 'closed' ? 'Close' : 'End session'}</Button>
      </SpaceBetween>
    </div>
  );
}

/** Who is logged in where, in the words that the person gave the machine. */
export function sessionTitle({ user, instanceName, instanceId }: Session): string {
  return `${user}@${instanceName || instanceId}`;
}

const TOOLS: readonly (ButtonGroupProps.IconButton & { readonly id: SessionTool })[] = [
  { type: 'icon-button', id: 'copy', text: 'Copy the selected text', iconName: 'copy' },
  { type: 'icon-button', id: 'search', text: 'Search in the terminal', iconName: 'search' },
  { type: 'icon-button', id: 'smaller', text: 'Smaller letters', iconSvg: letters('M11 8h4') },
  { type: 'icon-button', id: 'larger', text: 'Larger letters', iconSvg: letters('M11 8h4M13 6v4') },
];

/** The letter A with a sign beside it, in the line style of the other icons. */
function letters(sign: string) {
  return (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" focusable="false" aria-hidden="true">
      <path d={`M1 13.5 5 2.5l4 11M2.5 9.5h5${sign}`} />
    </svg>
  );
}
