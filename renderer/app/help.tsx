import HelpPanel from '@cloudscape-design/components/help-panel';
import type { Page } from './pages.ts';

/** The help at the right: a few words about the page that is open. */
export default function Help({ page }: { page: Page | undefined }) {
  return (
    <HelpPanel header={<h2>{page?.title ?? 'Help'}</h2>}>
      {(page?.help ?? []).map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </HelpPanel>
  );
}
