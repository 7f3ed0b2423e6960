import { useCallback, useState } from 'react';
import { z } from 'zod';
import type { CreateImageRequest } from '../../src/images/contract.ts';
import { type CreateImageFacts, createImageDefaults, createImageErrors } from '../../src/images/create-form.ts';
import { type FurtherImage, furtherErrors, namesFor } from '../../src/images/create-several.ts';
import { fillPattern, type NameFacts, nameFacts, nextFreeName } from '../../src/images/naming.ts';
import type { NamingRules } from '../../src/images/naming-rules.ts';
import type { Instance } from '../../src/instances/contract.ts';
import { type FormState, useForm } from '../common/form.ts';

/** What the wizard holds: the first image in full, and the names of those made with it. */
export interface CreateImageValues extends CreateImageRequest {
  readonly further: readonly FurtherImage[];
}

/** What the wizard opens with, besides the instance itself. */
export interface CreateImageSetting {
  readonly facts: CreateImageFacts;
  readonly rules: NamingRules;
  /** The person's own pattern, for a team that has none. */
  readonly ownPattern: string;
  /** The instances of the Region, to make images of several in one go. */
  readonly instances: readonly Instance[];
}

/** The form of the wizard as its steps see it. */
export interface CreateImageForm extends FormState<CreateImageValues>, CreateImageSetting {
  readonly nameFacts: NameFacts;
  readonly pattern: string;
  /** Changes the pattern, and every name with it. */
  readonly setPattern: (pattern: string) => void;
  /** Chooses which further instances are imaged; names that were there already are kept. */
  readonly setFurther: (instanceIds: readonly string[]) => void;
}

// All rules, the contract's included, run in createImageErrors.
const anything = z.unknown();

/** The request for the first image, without what only the window knows. */
export function firstRequest({ further: _further, ...request }: CreateImageValues): CreateImageRequest {
  return request;
}

/** Holds the form: opens with what is known, and checks every change against the rules and the facts. */
export function useCreateImageForm(setting: CreateImageSetting): CreateImageForm {
  const { facts, rules, ownPattern, instances } = setting;
  const [now] = useState(() => new Date());
  const [parts] = useState(() => nameFacts(facts.instance, now));
  const [pattern, keepPattern] = useState(rules.pattern || ownPattern);
  const check = useCallback(
    (values: CreateImageValues) => ({
      ...createImageErrors(firstRequest(values), facts, rules),
      ...furtherErrors(values.further, values.name, facts, rules),
    }),
    [facts, rules],
  );
  const [first] = useState<CreateImageValues>(() => ({
    ...createImageDefaults(facts, nextFreeName(fillPattern(pattern, parts), facts.takenNames), rules),
    further: [],
  }));
  const form = useForm<CreateImageValues>(anything, first, check);
  const { set, values } = form;

  const named = (ids: readonly string[], wanted: string, name: string): FurtherImage[] => {
    const chosen = ids.flatMap((id) => instances.find(({ instanceId }) => instanceId === id) ?? []);
    const taken = [...facts.takenNames, { name, imageId: facts.instance.instanceId }];
    return namesFor(chosen, wanted, now, taken);
  };
  const setPattern = (wanted: string) => {
    keepPattern(wanted);
    const name = fillPattern(wanted, parts);
    const ids = values.further.map(({ instanceId }) => instanceId);
    set({ name, further: named(ids, wanted, name) });
  };
  const setFurther = (ids: readonly string[]) => {
    const kept = values.further.filter(({ instanceId }) => ids.includes(instanceId));
    const fresh = named(
      ids.filter((id) => !kept.some(({ instanceId }) => instanceId === id)),
      pattern,
      values.name,
    );
    set({ further: [...kept, ...fresh] });
  };
  return { ...form, ...setting, nameFacts: parts, pattern, setPattern, setFurther };
}
