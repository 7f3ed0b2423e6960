import type { Known } from '../core/known.ts';
import { dollars } from '../prices/price-list.ts';
import { snapshotsMonthly } from '../prices/storage.ts';
import { type Receiver, receiverWords } from '../share/receivers.ts';
import type { Impact } from './retire.ts';
import { snapshotFates } from './retire-rules.ts';

/** The ways of taking an image out of use that have a sheet. */
export type ImpactWay = 'deprecate' | 'disable' | 'enable' | 'protect' | 'deregister';

/** One line of the sheet. */
export interface ImpactRow {
  readonly id: 'instances' | 'templates' | 'references' | 'shares' | 'snapshots' | 'cost';
  readonly what: string;
  /** What was found, one thing a line; empty when there is none. */
  readonly found: Known<readonly string[]>;
  /** What happens to it. */
  readonly becomes: Readonly<Record<ImpactWay, string>>;
}

const always = (same: string): Record<ImpactWay, string> => ({
  deprecate: same,
  disable: same,
  enable: same,
  protect: same,
  deregister: same,
});

/** Everything that hangs on an image with what becomes of it: the same rows in the sheet and in the tabs. */
export function impactRows(impact: Impact): readonly ImpactRow[] {
  return [
    {
      id: 'instances',
      what: 'Instances launched from it',
      found: lines(
        impact.instances,
        (one) => `${one.name ? `${one.name} (${one.instanceId})` : one.instanceId}: ${one.state}`,
      ),
      becomes: {
        ...always('They go on, and stopped ones can be started.'),
        disable: 'They go on, and stopped ones can be started. No new ones until it is enabled again.',
        deregister: 'They go on, and stopped ones can be started. No new ones can be launched from it.',
      },
    },
    {
      id: 'templates',
      what: 'Launch templates that name it',
      found: lines(impact.templates, (one) => `${one.name} (${one.templateId}), version ${one.versions.join(' and ')}`),
      becomes: {
        ...always('They go on working.'),
        enable: 'They work again.',
        disable: 'They fail until it is enabled again, and so do Auto Scaling groups that launch by them.',
        deregister: 'They fail, and so do Auto Scaling groups that launch by them. Give them another image first.',
      },
    },
    {
      id: 'references',
      what: 'Parameters and recipes that name it',
      found: lines(impact.references, (one) => one.arn),
      becomes: {
        ...always('They go on working.'),
        enable: 'They work again.',
        disable: 'Whatever reads them finds an image that cannot be launched.',
        deregister: 'Whatever reads them finds an image that is gone. Change them first.',
      },
    },
    {
      id: 'shares',
      what: 'Shared with',
      found: lines(impact.shares, (one: Receiver) => receiverWords(one)),
      becomes: {
        ...always('They keep it.'),
        deprecate: 'They no longer find it in lists; by its ID they can still launch it.',
        disable: 'They lose it at once. Amiable remembers them, and offers to share it again when you enable it.',
        enable: 'Enabling alone gives it back to nobody: choose below.',
        deregister: 'They lose it, and nothing tells them. What they launched goes on.',
      },
    },
    {
      id: 'snapshots',
      what: 'Other images on the same snapshots',
      found: lines(impact.snapshots, ({ snapshotId, otherImages }) =>
        otherImages.map(({ imageId, name }) => `${name || imageId} (${imageId}) needs ${snapshotId}`),
      ),
      becomes: {
        ...always('They are not touched.'),
        deregister: 'They are not touched: what they need is kept in any case.',
      },
    },
    {
      id: 'cost',
      what: 'What it costs',
      found: costLines(impact),
      becomes: {
        ...always('It goes on costing that: the snapshots stay.'),
        deregister: savingWords(impact),
      },
    },
  ];
}

function lines<T>(part: Known<readonly T[]>, words: (one: T) => string | readonly string[]): Known<readonly string[]> {
  return part.known ? { known: true, value: part.value.flatMap(words) } : part;
}

function costLines({ snapshots }: Impact): Known<readonly string[]> {
  if (!snapshots.known) return snapshots;
  if (snapshots.value.length === 0) return { known: true, value: [] };
  const sizes = snapshots.value.map(({ sizeGiB }) => sizeGiB);
  const count = sizes.length === 1 ? '1 snapshot' : `${sizes.length} snapshots`;
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  return { known: true, value: [`At most ${dollars(snapshotsMonthly(sizes))} a month for ${count} of ${whole} GiB`] };
}

function savingWords(impact: Impact): string {
  if (!impact.snapshots.known) return 'What it saves cannot be told.';
  const saved = snapshotsMonthly(snapshotFates(impact).deletable.map(({ sizeGiB }) => sizeGiB));
  return saved === 0
    ? 'It saves nothing: the snapshots stay.'
    : `It saves at most ${dollars(saved)} a month if its snapshots are deleted too, else nothing.`;
}
