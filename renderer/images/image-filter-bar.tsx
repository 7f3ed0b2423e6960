import Box from '@cloudscape-design/components/box';
import LiveRegion from '@cloudscape-design/components/live-region';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TextFilter from '@cloudscape-design/components/text-filter';
import Toggle from '@cloudscape-design/components/toggle';
import { memo } from 'react';
import { type ImageFilter, type ImageView, imageView, type RowsAnswer } from '../../src/images/inventory.ts';
import { VIEW_WORDS } from '../../src/images/view-words.ts';
import { useList } from './image-list-context.ts';
import type { ImageList } from './use-image-list.ts';

type Condition = Exclude<keyof ImageFilter, 'text'>;

const ANY = '';
const CONDITIONS: readonly {
  readonly id: Condition;
  readonly label: string;
  readonly options: readonly SelectProps.Option[];
}[] = [
  {
    id: 'state',
    label: 'Status',
    options: [
      { value: ANY, label: 'Any status' },
      { value: 'available', label: 'Available' },
      { value: 'pending', label: 'Pending' },
      { value: 'failed', label: 'Failed' },
    ],
  },
  {
    id: 'architecture',
    label: 'Architecture',
    options: [
      { value: ANY, label: 'Any architecture' },
      { value: 'x86_64', label: 'x86 (64-bit)' },
      { value: 'arm64', label: 'Arm (64-bit)' },
      { value: 'i386', label: 'x86 (32-bit)' },
      { value: 'x86_64_mac', label: 'Mac (x86)' },
      { value: 'arm64_mac', label: 'Mac (Arm)' },
    ],
  },
  {
    id: 'encrypted',
    label: 'Encryption',
    options: [
      { value: ANY, label: 'Any encryption' },
      { value: 'yes', label: 'Encrypted' },
      { value: 'partly', label: 'Partly encrypted' },
      { value: 'no', label: 'Not encrypted' },
    ],
  },
  {
    id: 'deprecated',
    label: 'Deprecation',
    options: [
      { value: ANY, label: 'Deprecated or not' },
      { value: 'true', label: 'Deprecated' },
      { value: 'false', label: 'Not deprecated' },
    ],
  },
];

/** Which list, where, and what of it: everything above the table's rows. */
export function ImageFilterBar() {
  const { choice, change, answer } = useList();
  const { filter, view } = choice;
  return (
    <SpaceBetween size="s">
      <Views view={view} everywhere={choice.everywhere} {...answer?.counts} change={change} />
      <SpaceBetween size="xs" direction="horizontal">
        <div className="image-filter-text">
          <TextFilter
            filteringText={filter.text}
            filteringAriaLabel="Filter Amazon Machine Images (AMIs)"
            filteringPlaceholder={view === 'public' ? 'Part of a name, or an id' : 'Find by name, id, tag, …'}
            onChange={({ detail }) =>
              change((before) => ({ filter: { ...before.filter, text: detail.filteringText.slice(0, 200) } }))
            }
          />
        </div>
        {view === 'bin' ? null : (
          <Conditions
            change={change}
            state={filter.state}
            architecture={filter.architecture}
            encrypted={filter.encrypted}
            deprecated={filter.deprecated}
          />
        )}
      </SpaceBetween>
      <LiveRegion hidden>{answer ? `${answer.matched.toLocaleString('en')} found` : ''}</LiveRegion>
      {answer ? <Loaded answer={answer} /> : null}
    </SpaceBetween>
  );
}

type Change = ImageList['change'];

// Letters are typed often, lists and conditions chosen seldom: these are drawn again only when they change.
const Views = memo(function Views({
  view,
  everywhere,
  change,
  ...counts
}: RowsAnswer['counts'] & { view: ImageView; everywhere: boolean; change: Change }) {
  const label = (id: ImageView) => {
    const count = id === 'public' ? undefined : counts[id];
    return count === undefined ? VIEW_WORDS[id].label : `${VIEW_WORDS[id].label} (${count.toLocaleString('en')})`;
  };
  return (
    <SpaceBetween size="m" direction="horizontal" alignItems="center">
      <SegmentedControl
        label="Which images"
        selectedId={view}
        onChange={({ detail }) => change({ view: detail.selectedId as ImageView })}
        options={imageView.options.map((id) => ({ id, text: label(id) }))}
      />
      <Toggle checked={everywhere} onChange={({ detail }) => change({ everywhere: detail.checked })}>
        All Regions
      </Toggle>
    </SpaceBetween>
  );
});

const Conditions = memo(function Conditions({
  change,
  ...chosen
}: { [C in Condition]: ImageFilter[C] | undefined } & { change: Change }) {
  return (
    <SpaceBetween size="xs" direction="horizontal">
      {CONDITIONS.map(({ id, label, options }) => (
        <Select
          key={id}
          ariaLabel={label}
          options={options}
          selectedOption={options.find(({ value }) => value === String(chosen[id] ?? ANY)) ?? null}
          onChange={({ detail }) => {
            const { value } = detail.selectedOption;
            change((before) => ({ filter: withCondition(before.filter, id, value) }));
          }}
        />
      ))}
    </SpaceBetween>
  );
});

function withCondition(filter: ImageFilter, id: Condition, value: string | undefined): ImageFilter {
  const { [id]: _former, ...others } = filter;
  if (value === undefined || value === ANY) return others;
  return { ...others, [id]: id === 'deprecated' ? value === 'true' : value };
}

/** How far the list is loaded, while it is; and that it was cut, where it was. */
function Loaded({ answer }: { answer: RowsAnswer }) {
  if (answer.capped) {
    return (
      <Box color="text-body-secondary">
        More images fit than can be shown: these are the first {answer.total.toLocaleString('en')}. Type more of the
        name.
      </Box>
    );
  }
  if (answer.complete) return null;
  const where = answer.regions > 1 ? `, ${answer.regionsDone} of ${answer.regions} Regions` : '';
  return (
    <StatusIndicator type="loading">
      Loading: {answer.total.toLocaleString('en')} images so far{where}
    </StatusIndicator>
  );
}
