import type {
  DisableImageBlockPublicAccessRequest,
  DisableImageBlockPublicAccessResult,
  EnableImageBlockPublicAccessRequest,
  EnableImageBlockPublicAccessResult,
  GetImageBlockPublicAccessStateRequest,
  GetImageBlockPublicAccessStateResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { ImagePublicAccess } from '../../world/records/place-records.ts';
import { required } from '../finding.ts';
import { type CallContext, changes, reads } from '../operation.ts';

/** EC2 takes up to ten minutes, and tells the former state until then. */
const SETTING_MS = 120_000;

/** Whether the caller's images may be made public in the Region of the call. */
export function publicAccessOf({ place, now }: CallContext): ImagePublicAccess {
  const settings = place.settings.get('region');
  const next = settings?.imageBlockPublicAccessNext ?? null;
  if (next && next.at <= now) return next.state;
  return settings?.imageBlockPublicAccess ?? 'block-new-sharing';
}

/** Begins to change the setting; asking for what it is already changes nothing. */
function turn(call: CallContext, state: ImagePublicAccess): void {
  const settings = call.place.settings.get('region');
  const current = publicAccessOf(call);
  if (!settings) return;
  call.place.settings.change(settings, {
    imageBlockPublicAccess: current,
    imageBlockPublicAccessNext: current === state ? null : { state, at: call.now + SETTING_MS },
  });
}

/** The switch that keeps an account's images from becoming public; those that are public stay so. */
export const publicAccessOperations = [
  reads(
    'GetImageBlockPublicAccessState',
    (_input: GetImageBlockPublicAccessStateRequest, call): GetImageBlockPublicAccessStateResult => ({
      ImageBlockPublicAccessState: publicAccessOf(call),
      ManagedBy: 'account',
    }),
  ),

  changes(
    'EnableImageBlockPublicAccess',
    (input: EnableImageBlockPublicAccessRequest, call): EnableImageBlockPublicAccessResult => {
      const state = required(input.ImageBlockPublicAccessState, 'ImageBlockPublicAccessState');
      if (state !== 'block-new-sharing') {
        throw new Refusal(
          'InvalidParameterValue',
          `Value (${state}) for parameter imageBlockPublicAccessState is invalid.`,
        );
      }
      call.proceed();
      turn(call, state);
      return { ImageBlockPublicAccessState: state };
    },
  ),

  changes(
    'DisableImageBlockPublicAccess',
    (_input: DisableImageBlockPublicAccessRequest, call): DisableImageBlockPublicAccessResult => {
      call.proceed();
      turn(call, 'unblocked');
      return { ImageBlockPublicAccessState: 'unblocked' };
    },
  ),
];
