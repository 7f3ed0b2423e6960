import Multiselect from '@cloudscape-design/components/multiselect';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo } from 'react';
import type { FamilyGraph } from '../../src/family/graph.ts';
import { type FamilyFilter, NO_FILTER, stateOf } from '../../src/family/picture.ts';

interface FamilyFiltersProps {
  readonly graph: FamilyGraph;
  readonly filter: FamilyFilter;
  readonly onChange: (filter: FamilyFilter) => void;
  readonly matching: number;
}

/** Chooses by name or id, Region and state. What matching members came from stays in the picture. */
export function FamilyFilters({ graph, filter, onChange, matching }: FamilyFiltersProps) {
  const { regions, states } = useMemo(() => {
    const nodes = [...graph.nodes.values()];
    return {
      regions: [...new Set(nodes.map(({ region }) => region))].sort(),
      states: [...new Set(nodes.map(stateOf))].sort(),
    };
  }, [graph]);
  const change = (part: Partial<FamilyFilter>) => {
    const next = { ...filter, ...part };
    onChange(isActive(next) ? next : NO_FILTER);
  };
  const active = isActive(filter);
  return (
    <div className="family-filters">
      <TextFilter
        filteringText={filter.text}
        filteringPlaceholder="Find by name or id"
        filteringAriaLabel="Find by name or id"
        {...(active ? { countText: `${matching} ${matching === 1 ? 'match' : 'matches'}` } : {})}
        onChange={({ detail }) => change({ text: detail.filteringText })}
      />
      <Choice
        label="Regions"
        all="All Regions"
        options={regions}
        chosen={filter.regions}
        onChange={(next) => change({ regions: next })}
      />
      <Choice
        label="States"
        all="All states"
        options={states}
        chosen={filter.states}
        onChange={(next) => change({ states: next })}
      />
    </div>
  );
}

function isActive({ text, regions, states }: FamilyFilter): boolean {
  return text !== '' || regions.length > 0 || states.length > 0;
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly options: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

function Choice({ label, all, options, chosen, onChange }: ChoiceProps) {
  const option = (value: string) => ({ value, label: value });
  return (
    <Multiselect
      ariaLabel={label}
      placeholder={all}
      options={options.map(option)}
      selectedOptions={chosen.map(option)}
      inlineTokens
      deselectAriaLabel={(one) => `Leave out ${one.label}`}
      onChange={({ detail }) => onChange(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
    />
  );
}
