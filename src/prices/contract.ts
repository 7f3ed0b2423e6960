import { z } from 'zod';
import { call } from '../ipc/call.ts';

/** The systems that AWS prices apart, and Amiable tells apart; of others it says that their price is not known. */
export const pricedSystem = z.enum(['Linux', 'Windows']);
export type PricedSystem = z.infer<typeof pricedSystem>;

/** What an hour of each instance type costs in US dollars, on demand; a type that is left out has no known price. */
export const toldPrices = z.object({
  /** Asked of AWS now, or of the practice cloud; `list` where neither told them, and Amiable's own list has to do. */
  from: z.enum(['aws', 'practice', 'list']),
  region: z.string(),
  system: pricedSystem,
  hours: z.array(z.object({ instanceType: z.string(), dollars: z.number() })),
});
export type ToldPrices = z.infer<typeof toldPrices>;

export const prices = {
  calls: {
    /** AWS's own prices of this Region, where it may be asked; being refused is no error. */
    machines: call(z.strictObject({ system: pricedSystem }), toldPrices),
  },
  events: {},
};
