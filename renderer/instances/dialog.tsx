import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { ErrorShape } from '../../src/core/errors.ts';
import { ErrorAlert } from '../common/error-alert.tsx';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** The button that does it; absent when there is nothing to do. */
  readonly doText?: string | undefined;
  readonly onDo?: (() => void) | undefined;
  readonly running?: boolean;
  readonly error?: ErrorShape | undefined;
  /** What the other button says; Cancel when absent. */
  readonly closeText?: string;
}

/**
 * A dialog over the instances page: what is about to happen, the refusal if there was one, and the buttons.
 *
 * While it is being done it stays open: what became of each instance is told in it.
 */
export function Dialog({ title, children, onClose, doText, onDo, running = false, error, closeText }: Props) {
  return (
    <Modal
      visible
      size="large"
      header={title}
      closeAriaLabel="Close"
      onDismiss={() => running || onClose()}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" disabled={running} onClick={onClose}>
              {closeText ?? 'Cancel'}
            </Button>
            {doText && onDo ? (
              <Button variant="primary" loading={running} loadingText={doText} onClick={onDo}>
                {doText}
              </Button>
            ) : null}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error ? <ErrorAlert error={error} {...(onDo ? { onRetry: onDo } : {})} /> : null}
        {children}
      </SpaceBetween>
    </Modal>
  );
}
