import { useCallback, useMemo, useState } from 'react';
import type { z } from 'zod';
import type { ErrorShape } from '../../src/core/errors.ts';
import { type FieldErrors, fieldErrors } from '../../src/core/fields.ts';

/** The state of a form: its values, and the messages that are due, by dotted path such as `volumes.0.sizeGiB`. */
export interface FormState<V> {
  readonly values: V;
  /** Changes some values. */
  readonly set: (change: Partial<V>) => void;
  /** The message to show under a field: only once the field was left, or its step was checked. */
  readonly errorOf: (path: string) => string | undefined;
  /** Tells that a field was left: from now on its message is shown. */
  readonly touch: (path: string) => void;
  /** Shows every message of these fields (and of what lies below them); answers whether there was none. */
  readonly check: (fields: readonly string[]) => boolean;
  /** Every message there is, shown or not. */
  readonly errors: FieldErrors;
  /** Puts a refused call's message under its field, until the field is changed. Answers whether it names a field. */
  readonly refuse: (error: ErrorShape) => boolean;
}

const isUnder = (path: string, field: string): boolean => path === field || path.startsWith(`${field}.`);

/**
 * Holds a form's values and runs the rules over them on every change.
 *
 * `schema` is the contract's own (or a part of it), so that what is refused here is what the gate would refuse;
 * `extra` adds rules that need facts, for example the names already taken.
 */
export function useForm<V extends object>(
  schema: z.ZodType,
  initial: V,
  extra?: (values: V) => FieldErrors,
): FormState<V> {
  const [values, setValues] = useState(initial);
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<FieldErrors>({});

  const errors = useMemo<FieldErrors>(
    () => ({ ...refused, ...(extra ? extra(values) : {}), ...fieldErrors(schema, values) }),
    [schema, values, refused, extra],
  );
  const set = useCallback((change: Partial<V>) => {
    setValues((before) => ({ ...before, ...change }));
    setRefused((before) =>
      Object.fromEntries(
        Object.entries(before).filter(([path]) => !Object.keys(change).some((key) => isUnder(path, key))),
      ),
    );
  }, []);
  const touch = useCallback((path: string) => setShown((before) => new Set(before).add(path)), []);
  const check = useCallback(
    (fields: readonly string[]) => {
      const found = Object.keys(errors).filter((path) => fields.some((field) => isUnder(path, field)));
      setShown((before) => new Set([...before, ...fields, ...found]));
      return found.length === 0;
    },
    [errors],
  );
  const errorOf = useCallback(
    (path: string) => {
      const due = path in refused || [...shown].some((field) => isUnder(path, field));
      return due ? errors[path] : undefined;
    },
    [errors, shown, refused],
  );
  const refuse = useCallback((error: ErrorShape) => {
    const { field } = error;
    if (field === undefined) return false;
    setRefused((before) => ({ ...before, [field]: error.fix ? `${error.message} ${error.fix}` : error.message }));
    return true;
  }, []);
  return { values, set, errorOf, touch, check, errors, refuse };
}
