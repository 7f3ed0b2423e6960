import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonGroup, { type ButtonGroupProps } from '@cloudscape-design/components/button-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { type Ref, useImperativeHandle, useRef } from 'react';
import type { Session, SessionState } from '../../src/connect/contract.ts';
import { isAlive } from '../../src/connect/tabs.ts';
import type { Preferences } from '../../src/settings/contract.ts';
import { KeysHelp } from './keys-help.tsx';
import './session-header.css';

/** How a state looks and reads. */
export const STATES: Readonly<Record<SessionState, [StatusIndicatorProps.Type, string]>> = {
  connecting: ['in-progress', 'Connecting'],
  'asking-host-key': ['pending', 'Waiting for your answer'],
  open: ['success', 'Connected'],
  reconnecting: ['in-progress', 'Reconnecting'],
  closed: ['stopped', 'Disconnected'],
};

const COLOURS: Readonly<Record<Preferences['terminalTheme'], string>> = {
  app: 'Colours like the app',
  light: 'Light',
  dark: 'Dark',
};

/** What the buttons above the terminal do; colours go by their own names. */
export type SessionTool =
  | 'copy'
  | 'search'
  | 'split'
  | 'side'
  | 'files'
  | 'larger'
  | 'smaller'
  | 'usual-size'
  | keyof typeof COLOURS;

interface SessionHeaderProps {
  readonly session: Session;
  readonly colours: Preferences['terminalTheme'];
  readonly canSplit: boolean;
  /** What the last tool has to say, for example “Copied.”. */
  readonly said: string | undefined;
  readonly first: Ref<{ focus(): void }>;
  readonly onTool: (tool: SessionTool) => void;
  readonly onClose: () => void;
}

/** One line above the terminal: who on which machine and how it stands at the left, what can be done at the right. */
export function SessionHeader({ session, colours, canSplit, said, first, onTool, onClose }: SessionHeaderProps) {
  const { host, instanceId } = session;
  const [indicator, words] = STATES[session.state];
  const tools = useRef<ButtonGroupProps.Ref>(null);
  useImperativeHandle(first, () => ({ focus: () => tools.current?.focus('copy') }));
  return (
    <div className="session-header">
      <div className="session-title">
        <Box variant="h1" fontSize="heading-m" padding="n">
          {sessionTitle(session)}
        </Box>
        <StatusIndicator type={indicator}>{words}</StatusIndicator>
        <Box color="text-body-secondary" fontSize="body-s">
          <span className="session-where">
            {host} · {instanceId}{' '}
          </span>
          <span role="status">{said ?? ''}</span>
        </Box>
      </div>
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <ButtonGroup
          ref={tools}
          variant="icon"
          ariaLabel="Terminal tools"
          onItemClick={({ detail }) => onTool(detail.id as SessionTool)}
          items={[
            { type: 'icon-button', id: 'copy', text: 'Copy the selected text', iconName: 'copy' },
            { type: 'icon-button', id: 'search', text: 'Search in the terminal', iconName: 'search' },
            {
              type: 'icon-button',
              id: 'split',
              text: 'A second session beside this one',
              iconName: 'view-vertical',
              disabled: !canSplit,
            },
            { type: 'icon-button', id: 'files', text: 'Files of this machine', iconName: 'folder-open' },
            { type: 'icon-button', id: 'side', text: 'This machine, and commands for it', iconName: 'status-info' },
            {
              type: 'menu-dropdown',
              id: 'look',
              text: 'Letters and colours',
              items: [
                { id: 'larger', text: 'Larger letters', iconName: 'zoom-in' },
                { id: 'smaller', text: 'Smaller letters', iconName: 'zoom-out' },
                { id: 'usual-size', text: 'Usual letters' },
                ...Object.entries(COLOURS).map(([id, text]) => ({
                  id,
                  text,
                  itemType: 'checkbox' as const,
                  checked: id === colours,
                })),
              ],
            },
          ]}
        />
        <KeysHelp />
        <Button onClick={onClose}>{isAlive(session) ? 'End session' : 'Close'}</Button>
      </SpaceBetween>
    </div>
  );
}

/** Who is logged in where, in the words that the person gave the machine. */
export function sessionTitle({ user, instanceName, instanceId }: Session): string {
  return `${user}@${instanceName || instanceId}`;
}
