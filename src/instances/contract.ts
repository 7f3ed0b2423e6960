import { z } from 'zod';
import { empty, instanceId, nameTag } from '../core/fields.ts';
import { call } from '../ipc/call.ts';
import { instance } from './instance.ts';
import { powerCalls } from './power.ts';
import { settingsCalls } from './settings.ts';

export {
  type Instance,
  type InstanceState,
  type InstanceVolume,
  instance,
  instanceState,
  instanceVolume,
} from './instance.ts';

export const instances = {
  calls: {
    /** Every instance of the current account and Region, newest first, terminated ones included. */
    list: call(empty, z.object({ instances: z.array(instance) })),
    /** Sets the Name tag; an empty name removes it. */
    setName: call(z.strictObject({ instanceId, name: nameTag }), z.object({})),
    ...powerCalls,
    ...settingsCalls,
  },
  events: {},
};
