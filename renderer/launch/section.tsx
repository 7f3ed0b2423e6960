import { type ComponentType, memo } from 'react';
import type { FieldErrors } from '../../src/core/fields.ts';
import type { LaunchValues } from '../../src/launch/values.ts';
import { belongsTo, type LaunchForm } from './launch-form.ts';

/**
 * A section that is drawn again only when one of its own fields, a message under them, or the facts have changed.
 *
 * The form is large: without this every key that is typed into the name would draw all of it anew.
 */
export function section<P extends { readonly form: LaunchForm }>(
  fields: readonly (keyof LaunchValues)[],
  Section: ComponentType<P>,
) {
  return memo(Section, (before, after) => {
    const { form: old, ...oldRest } = before;
    const { form: now, ...nowRest } = after;
    return (
      old.facts === now.facts &&
      fields.every((field) => old.values[field] === now.values[field]) &&
      messages(old, fields) === messages(now, fields) &&
      sameProps(oldRest, nowRest)
    );
  });
}

function messages(form: LaunchForm, fields: readonly string[]): string {
  const under = (list: FieldErrors) =>
    Object.keys(list).filter((path) => fields.some((field) => belongsTo(path, field)));
  return JSON.stringify([
    under(form.errors).map((path) => [path, form.errorOf(path)]),
    under(form.warnings).map((path) => [path, form.warnings[path]]),
  ]);
}

function sameProps(before: object, after: object): boolean {
  const old = new Map(Object.entries(before));
  return Object.entries(after).every(([name, value]) => old.get(name) === value);
}
