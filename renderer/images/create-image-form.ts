import { useCallback, useState } from 'react';
import { z } from 'zod';
import type { CreateImageRequest } from '../../src/images/contract.ts';
import { type CreateImageFacts, createImageDefaults, createImageErrors } from '../../src/images/create-form.ts';
import { fillPattern, type NameFacts, nameFacts, nextFreeName } from '../../src/images/naming.ts';
import { type FormState, useForm } from '../common/form.ts';

/** The form of the wizard as its steps see it. */
export interface CreateImageForm extends FormState<CreateImageRequest> {
  readonly facts: CreateImageFacts;
  readonly nameFacts: NameFacts;
  readonly pattern: string;
  /** Changes the pattern, and the name with it. */
  readonly setPattern: (pattern: string) => void;
}

// All rules, the contract's included, run in createImageErrors.
const anything = z.unknown();

/** Holds the form: opens with what is known, and checks every change against the rules and the facts. */
export function useCreateImageForm(facts: CreateImageFacts, firstPattern: string): CreateImageForm {
  const [parts] = useState(() => nameFacts(facts.instance, new Date()));
  const [pattern, keepPattern] = useState(firstPattern);
  const check = useCallback((values: CreateImageRequest) => createImageErrors(values, facts), [facts]);
  const [first] = useState(() =>
    createImageDefaults(facts, nextFreeName(fillPattern(firstPattern, parts), facts.takenNames)),
  );
  const form = useForm<CreateImageRequest>(anything, first, check);
  const { set } = form;
  const setPattern = useCallback(
    (wanted: string) => {
      keepPattern(wanted);
      set({ name: fillPattern(wanted, parts) });
    },
    [parts, set],
  );
  return { ...form, facts, nameFacts: parts, pattern, setPattern };
}
