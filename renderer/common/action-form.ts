import { useState } from 'react';
import type { z } from 'zod';
import type { ErrorShape } from '../../src/core/errors.ts';
import { type FieldErrors, fieldErrors } from '../../src/core/fields.ts';
import { useAction } from '../bridge/hooks.ts';

/** A small form that is sent as one request: its messages are due once it was sent, or tried to be. */
export interface ActionForm<O> {
  /** The message of a field, by its dotted path in the request. */
  readonly errorOf: (path: string) => string | undefined;
  /** A refusal that belongs to none of the fields. */
  readonly error: ErrorShape | undefined;
  readonly running: boolean;
  /** Sends the request if its rules hold; answers undefined where they do not, or where it was refused. */
  readonly submit: () => Promise<O | undefined>;
  /** To be called with each change: a refusal belongs to what was sent. */
  readonly changed: () => void;
}

/** What a form sends, by which rules, and which fields it has. */
export interface ActionFormParts<I, O> {
  readonly schema: z.ZodType;
  readonly request: I;
  readonly send: (request: I) => Promise<O>;
  readonly fields: readonly string[];
  /** Rules that need facts, for example the names already taken. */
  readonly extra?: FieldErrors;
}

/** Runs the contract's own rules over a request before it is sent, and puts what is refused under its field. */
export function useActionForm<I, O>({ schema, request, send, fields, extra }: ActionFormParts<I, O>): ActionForm<O> {
  const [tried, setTried] = useState(false);
  const action = useAction(send);
  const errors: FieldErrors = { ...extra, ...fieldErrors(schema, request) };
  const { error } = action;
  const refused = error?.field !== undefined && fields.includes(error.field) ? error : undefined;
  return {
    errorOf(path) {
      if (!tried) return undefined;
      if (errors[path] !== undefined) return errors[path];
      return refused?.field === path ? [refused.message, refused.fix].join(' ').trim() : undefined;
    },
    error: refused ? undefined : error,
    running: action.running,
    async submit() {
      setTried(true);
      return Object.keys(errors).length > 0 ? undefined : action.run(request);
    },
    changed: action.clear,
  };
}
