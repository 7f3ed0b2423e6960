import { useCallback } from 'react';
import { z } from 'zod';
import type { FieldErrors } from '../../src/core/fields.ts';
import { launchErrors } from '../../src/launch/check.ts';
import { launchDefaults } from '../../src/launch/defaults.ts';
import type { LaunchFacts } from '../../src/launch/facts.ts';
import { type LaunchValues, toLaunchRequest } from '../../src/launch/values.ts';
import { launchWarnings } from '../../src/launch/warnings.ts';
import { type FormState, useForm } from '../common/form.ts';

/** The launch form as its sections see it. */
export interface LaunchForm extends FormState<LaunchValues> {
  readonly facts: LaunchFacts;
  /** What is allowed but may not be meant, by field; shown at once, for it concerns what is chosen already. */
  readonly warnings: FieldErrors;
}

/** The fields in the order of the page; a message anywhere else has no place of its own and goes to the summary. */
export const LAUNCH_FIELDS = [
  'name',
  'tags',
  'imageId',
  'instanceType',
  'key',
  'vpcId',
  'subnetId',
  'publicIp',
  'firewall',
  'volumes',
  'newVolumes',
  'requireImdsV2',
  'terminationProtection',
  'detailedMonitoring',
  'credits',
  'shutdownBehavior',
  'instanceProfile',
  'userData',
  'count',
] as const;

/** The fields that lie in the folded section. */
export const ADVANCED_FIELDS = [
  'requireImdsV2',
  'terminationProtection',
  'detailedMonitoring',
  'credits',
  'shutdownBehavior',
  'instanceProfile',
  'userData',
] as const;

// The rules run over the request that the values stand for; the values themselves have a wider shape.
const anything = z.unknown();

/** Holds the launch form: opens with safe defaults, and checks every change against the rules and the facts. */
export function useLaunchForm(facts: LaunchFacts): LaunchForm {
  const check = useCallback(
    (values: LaunchValues) => launchErrors(toLaunchRequest(values, facts.image.imageId, facts.myAddress), facts),
    [facts],
  );
  const form = useForm<LaunchValues>(anything, launchDefaults(facts), check);
  const warnings = launchWarnings(toLaunchRequest(form.values, facts.image.imageId, facts.myAddress), facts);
  return { ...form, facts, warnings };
}

/** True when a message at `path` belongs to the field, or to something inside it. */
export function belongsTo(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}

/** The order of the fields inside a row or a choice. */
const INNER_ORDER = [
  'key',
  'value',
  'name',
  'description',
  'rules',
  'groupIds',
  'deviceName',
  'snapshotId',
  'sizeGiB',
  'type',
  'iops',
  'throughput',
  'encrypted',
  'deleteOnTermination',
];

/** The messages that wait to be put right, in the order of the page. */
export function inPageOrder(errors: FieldErrors): readonly { path: string; message: string }[] {
  const place = (path: string) => LAUNCH_FIELDS.findIndex((field) => belongsTo(path, field));
  const row = (path: string) => Number(path.split('.').find((part) => /^\d+$/.test(part)) ?? -1);
  const inner = (path: string) =>
    INNER_ORDER.indexOf(path.split('.').findLast((part) => INNER_ORDER.includes(part)) ?? '');
  return Object.entries(errors)
    .map(([path, message]) => ({ path, message }))
    .sort((a, b) => place(a.path) - place(b.path) || row(a.path) - row(b.path) || inner(a.path) - inner(b.path));
}

/** Scrolls to the field that a message belongs to, and puts the cursor there. */
export function focusField(path: string): void {
  const holder = holderOf(path);
  if (!holder) return;
  const control =
    holder.querySelector<HTMLElement>('[aria-invalid="true"]') ??
    holder.querySelector<HTMLElement>('input, textarea, button, [tabindex="0"]');
  holder.scrollIntoView({ block: 'center' });
  control?.focus({ preventScroll: true });
}

/** True when the page, as it is now, has a field that a message at `path` can be shown under. */
export function hasField(path: string): boolean {
  return holderOf(path) !== undefined;
}

function holderOf(path: string): HTMLElement | undefined {
  const holders = [...document.querySelectorAll<HTMLElement>('[data-field]')];
  const fits = holders.filter((holder) => belongsTo(path, holder.dataset.field ?? ''));
  // The innermost: `firewall.rules.0.source` rather than `firewall.rules`.
  return fits.sort((a, b) => (b.dataset.field ?? '').length - (a.dataset.field ?? '').length)[0];
}
