import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useId } from 'react';
import type { ErrorShape } from '../../src/core/errors.ts';
import { ErrorAlert } from './error-alert.tsx';

interface Props {
  readonly header: string;
  /** On the button that does it. */
  readonly label: string;
  /** What a screen reader hears while it is done. */
  readonly runningText: string;
  readonly running: boolean;
  /** A refusal that no field of the dialog shows. */
  readonly error?: ErrorShape | undefined;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that does one thing: what it means, perhaps a form, the button that does it, and what was refused. */
export function ActionDialog(props: Props) {
  const { running, onClose, onSubmit } = props;
  const formId = useId();
  return (
    <Modal
      visible
      header={props.header}
      closeAriaLabel="Close the dialog"
      onDismiss={() => {
        if (!running) onClose();
      }}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose} disabled={running}>
              Cancel
            </Button>
            <Button variant="primary" form={formId} loading={running} loadingText={props.runningText}>
              {props.label}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <form
          id={formId}
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          <SpaceBetween size="l">{props.children}</SpaceBetween>
        </form>
        {props.error ? <ErrorAlert error={props.error} onRetry={onSubmit} /> : null}
      </SpaceBetween>
    </Modal>
  );
}
