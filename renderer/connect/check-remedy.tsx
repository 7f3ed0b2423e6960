import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Link, Mend, Remedy } from '../../src/connect/check-contract.ts';
import { LINKS } from '../../src/connect/check-judge.ts';
import { assertNever } from '../../src/core/errors.ts';
import { href, paths } from '../common/paths.ts';

interface RemedyProps {
  readonly instanceId: string;
  readonly changing: boolean;
  readonly onMend: (mend: Mend) => void;
  readonly onConnect: (user: string) => void;
}

/** The broken link in one sentence, with the one way out of it. */
export function BrokenLink({ link, ...props }: RemedyProps & { link: Link }) {
  const { remedy } = link;
  return (
    <Alert
      type="error"
      header={`${LINKS[link.name].title}: ${link.sentence}`}
      action={remedy ? <RemedyButton remedy={remedy} {...props} /> : undefined}
    >
      {remedy ? <RemedyWords remedy={remedy} /> : null}
    </Alert>
  );
}

function RemedyButton({ remedy, instanceId, changing, onMend, onConnect }: RemedyProps & { remedy: Remedy }) {
  switch (remedy.kind) {
    case 'mend':
      return (
        <Button formAction="none" loading={changing} onClick={() => onMend(remedy.mend)}>
          {remedy.label}
        </Button>
      );
    case 'log-in-as':
      return (
        <Button formAction="none" onClick={() => onConnect(remedy.user)}>
          {remedy.label}
        </Button>
      );
    case 'go':
      return (
        <Button formAction="none" href={href(remedy.page === 'keys' ? paths.keys() : paths.createImage(instanceId))}>
          {remedy.label}
        </Button>
      );
    case 'wait':
    case 'ask':
      return null;
    default:
      return assertNever(remedy, 'remedy');
  }
}

function RemedyWords({ remedy }: { remedy: Remedy }) {
  if (remedy.kind === 'log-in-as') return null;
  if (remedy.kind === 'wait') return <StatusIndicator type="in-progress">{remedy.means}</StatusIndicator>;
  if (remedy.kind !== 'ask' || remedy.request === undefined) return <>{remedy.means}</>;
  return (
    <SpaceBetween size="xs">
      <div>{remedy.means}</div>
      <CopyToClipboard
        variant="inline"
        textToCopy={remedy.request}
        textToDisplay={`To send: “${remedy.request}”`}
        copyButtonAriaLabel="Copy what to ask for"
        copySuccessText="Copied"
        copyErrorText="Could not be copied"
      />
    </SpaceBetween>
  );
}
