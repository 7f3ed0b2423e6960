import { ec2Needs } from '../../access/needs.ts';
import type { Access } from '../operation.ts';
import { type TemplateName, templateNamed } from './templates-found.ts';

/**
 * Judges a call by the launch template that it is about, by ID or by name.
 *
 * What stands in a template's data - images, groups, subnets - is not touched before somebody launches from it.
 */
export function judgedByTemplate<Input extends TemplateName>(name: string): Access<Input> {
  return {
    needs: (input, call) => {
      const id = templateNamed(call.place, input)?.id ?? input.LaunchTemplateId;
      return ec2Needs(name, [], { id }, call);
    },
  };
}

/** Judges the making of a launch template. */
export function judgedAsNewTemplate<Input extends object>(name: string): Access<Input> {
  return {
    needs: (input, call) =>
      ec2Needs(name, ['launch-template'], { TagSpecifications: Reflect.get(input, 'TagSpecifications') }, call),
  };
}
