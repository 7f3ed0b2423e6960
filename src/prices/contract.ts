import { z } from 'zod';
import { call } from '../ipc/call.ts';

/** The systems that AWS prices apart, and Amiable tells apart; of others it says that their price is not known. */
export const pricedSystem = z.enum(['Linux', 'Windows']);
export type PricedSystem = z.infer<typeof pricedSystem>;

/** What an hour of each instance type costs in US dollars, on demand; a type that is left out has no known price. */
export const machinePrices = z.object({
  /** Asked of AWS now, asked of the practice cloud, or taken from the list that Amiable brings along. */
  from: z.enum(['aws', 'practice', 'list']),
  /** The Region that they are of: the current one where AWS told them. */
  region: z.string(),
  system: pricedSystem,
  hours: z.record(z.string(), z.number()),
});
export type MachinePrices = z.infer<typeof machinePrices>;

export const prices = {
  calls: {
    /** AWS's own prices of this Region where it may be asked, else the list's; being refused is no error. */
    machines: call(z.strictObject({ system: pricedSystem }), machinePrices),
  },
  events: {},
};
