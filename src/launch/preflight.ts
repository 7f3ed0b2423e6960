import { z } from 'zod';
import { subnetId, vpcId } from '../core/fields.ts';

/** What is looked at before a launch, in the order of the list. */
export const preflightId = z.enum([
  'image',
  'architecture',
  'zone',
  'quota',
  'plan',
  'subscription',
  'key',
  'network',
  'groups',
  'addresses',
  'settings',
  'permission',
]);
export type PreflightId = z.infer<typeof preflightId>;

/** What each line is about. */
export const PREFLIGHT_TITLES: Readonly<Record<PreflightId, string>> = {
  image: 'Image',
  architecture: 'Processor',
  zone: 'Zone',
  quota: 'vCPU quota',
  plan: 'Free plan',
  subscription: 'Subscription',
  key: 'Key pair',
  network: 'Network',
  groups: 'Security groups',
  addresses: 'Addresses',
  settings: 'Other settings',
  permission: 'Permission',
};

const label = z.string();

/** What puts a line right at a click. The window does it; the main process only names it. */
export const remedy = z.discriminatedUnion('does', [
  z.object({ does: z.literal('choose-type'), label, instanceType: z.string() }),
  z.object({ does: z.literal('choose-subnet'), label, subnetId }),
  z.object({ does: z.literal('choose-network'), label, vpcId }),
  z.object({ does: z.literal('create-default-vpc'), label }),
  z.object({ does: z.literal('lower-count'), label, count: z.number() }),
  /** A new security group in the place of the chosen ones, or under another name than the one that is taken. */
  z.object({ does: z.literal('new-group'), label, name: z.string() }),
  /** Something to hand on: a request for an administrator, or an address to open. */
  z.object({ does: z.literal('copy'), label, text: z.string() }),
  /** To a field of the form. */
  z.object({ does: z.literal('go'), label, field: z.string() }),
]);
export type Remedy = z.infer<typeof remedy>;

/** One line of the list. Red: the launch would be refused. Amber: allowed, or not known. Green: looked at, and fine. */
export const preflightLine = z.object({
  id: preflightId,
  state: z.enum(['green', 'amber', 'red']),
  sentence: z.string(),
  remedy: remedy.optional(),
});
export type PreflightLine = z.infer<typeof preflightLine>;

/** The whole list in a sentence, for whoever hears the page instead of seeing it. */
export function preflightVerdict(lines: readonly PreflightLine[]): string {
  const count = (state: PreflightLine['state']) => lines.filter((line) => line.state === state).length;
  const [red, amber] = [count('red'), count('amber')];
  const worth = amber === 0 ? '' : ` ${amber} ${amber === 1 ? 'is' : 'are'} worth a look.`;
  if (red === 0) return `Nothing stands in the way.${worth}`;
  return `${red} ${red === 1 ? 'thing stands' : 'things stand'} in the way.${worth}`;
}
