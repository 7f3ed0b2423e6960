import { ec2Needs } from '../../access/needs.ts';
import type { Access, CallContext } from '../operation.ts';

/**
 * Judges a call by some of the things in its input, and by what it makes.
 *
 * By itself a call is judged by every ID in its input, and by none of the names. A rule that lets another group in is
 * no change of that group, though, and a group may be told by its name. Source: Service Authorization Reference,
 * "Actions, resources, and condition keys for Amazon EC2", the resource types of each action.
 */
export function judgedBy<Input extends object>(
  name: string,
  ids: (input: Input, call: CallContext) => readonly (string | null | undefined)[],
  makes: readonly string[] = [],
): Access<Input> {
  return {
    needs: (input, call) =>
      ec2Needs(
        name,
        makes,
        { ids: ids(input, call), TagSpecifications: Reflect.get(input, 'TagSpecifications') },
        call,
      ),
  };
}
