import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { ErrorShape } from '../../src/core/errors.ts';
import { ErrorAlert } from '../common/error-alert.tsx';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** The button that does it; absent when nothing can be done now. */
  readonly doText?: string;
  readonly running?: boolean;
  readonly onDo?: () => void;
  /** Another button beside it. */
  readonly extra?: ReactNode;
  readonly error?: ErrorShape | undefined;
}

/** The part of the page where the person decides: the choice, the refusal if there was one, and the buttons. */
export function Decision({ title, children, doText, running = false, onDo, extra, error }: Props) {
  const go = useGo();
  return (
    <Form
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={() => go(paths.images())}>
            Cancel
          </Button>
          {extra}
          {doText && onDo ? (
            <Button variant="primary" loading={running} loadingText={doText} onClick={onDo}>
              {doText}
            </Button>
          ) : null}
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">{title}</Header>}>
          <SpaceBetween size="l">{children}</SpaceBetween>
        </Container>
        {error ? <ErrorAlert error={error} {...(onDo ? { onRetry: onDo } : {})} /> : null}
      </SpaceBetween>
    </Form>
  );
}
