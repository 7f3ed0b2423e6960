import Box from '@cloudscape-design/components/box';
import Popover from '@cloudscape-design/components/popover';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ImageState } from '../../src/images/contract.ts';
import type { InstanceState } from '../../src/instances/contract.ts';

interface StateWord {
  readonly label: string;
  readonly type: StatusIndicatorProps.Type;
  /** What the word means, for somebody who reads it for the first time. */
  readonly sentence: string;
  /** What to do about it, where there is something to do. */
  readonly todo?: string;
}

/** AWS's words for an instance, each with a plain sentence. */
export const INSTANCE_STATES: Readonly<Record<InstanceState, StateWord>> = {
  pending: { label: 'Pending', type: 'in-progress', sentence: 'The machine is being made and will start in a moment.' },
  running: { label: 'Running', type: 'success', sentence: 'The machine is on. AWS charges for its time.' },
  'shutting-down': {
    label: 'Shutting down',
    type: 'in-progress',
    sentence: 'The machine is being removed for good.',
  },
  terminated: {
    label: 'Terminated',
    type: 'stopped',
    sentence: 'The machine is gone for good. It leaves this list after about an hour.',
  },
  stopping: { label: 'Stopping', type: 'in-progress', sentence: 'The machine is being switched off. Its disks stay.' },
  stopped: {
    label: 'Stopped',
    type: 'stopped',
    sentence: 'The machine is off. Its time costs nothing now; its disks still do.',
  },
};

/** AWS's words for an image, each with a plain sentence. Source: EC2 API, Image, field State. */
export const IMAGE_STATES: Readonly<Record<ImageState, StateWord>> = {
  pending: {
    label: 'Pending',
    type: 'in-progress',
    sentence: 'AWS is still copying the disks. This can take minutes, and hours for large ones.',
    todo: 'Wait: you will be told when it is Available. You may leave this page meanwhile.',
  },
  available: {
    label: 'Available',
    type: 'success',
    sentence: 'The image is complete: instances can be launched from it.',
    todo: 'Select it and press Launch instance from AMI.',
  },
  invalid: {
    label: 'Invalid',
    type: 'error',
    sentence: 'The image is not complete and cannot be used.',
    todo: 'Deregister it and make it again.',
  },
  deregistered: {
    label: 'Deregistered',
    type: 'stopped',
    sentence: 'The image was removed and cannot be launched. What was launched from it before keeps running.',
    todo: 'While it is in the Recycle Bin it can be restored from there.',
  },
  transient: {
    label: 'Transient',
    type: 'pending',
    sentence: 'The image is between two states.',
    todo: 'Wait a moment, then refresh.',
  },
  failed: {
    label: 'Failed',
    type: 'error',
    sentence: 'The image could not be made and cannot be used.',
    todo: 'Make it again, and deregister this one.',
  },
  error: {
    label: 'Error',
    type: 'error',
    sentence: 'Something is wrong with the image and it cannot be used.',
    todo: 'Make it again, and deregister this one.',
  },
  disabled: {
    label: 'Disabled',
    type: 'stopped',
    sentence: 'Its owner switched the image off: it is hidden from others and cannot be launched.',
    todo: 'Enable it to use it again. Those it was shared with have to be given it anew.',
  },
};

/** A state with its sign; a click or Enter tells what the word means and what to do. */
export function StateIndicator({
  word,
  extra,
  reason,
  more,
}: {
  word: StateWord;
  extra?: string;
  /** AWS's own words. */
  reason?: string;
  /** What is known beyond the word. */
  more?: string;
}) {
  return (
    <Popover
      dismissButton={false}
      position="right"
      size="medium"
      triggerType="text"
      content={
        <>
          {[word.sentence, more, more ? undefined : word.todo].filter(Boolean).join(' ')}
          {reason ? <Box padding={{ top: 'xs' }}>AWS says: {reason}</Box> : null}
        </>
      }
    >
      <StatusIndicator type={word.type} wrapText={false}>
        {extra ? `${word.label} ${extra}` : word.label}
      </StatusIndicator>
    </Popover>
  );
}
