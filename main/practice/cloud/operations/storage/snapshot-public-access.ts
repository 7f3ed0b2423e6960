import type {
  DisableSnapshotBlockPublicAccessResult,
  EnableSnapshotBlockPublicAccessRequest,
  EnableSnapshotBlockPublicAccessResult,
  GetSnapshotBlockPublicAccessStateResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { PlaceSettingsRecord } from '../../world/records/place-records.ts';
import { required } from '../finding.ts';
import { changes, reads } from '../operation.ts';
import { changeSettings, settingsOf } from './settings.ts';

type State = PlaceSettingsRecord['snapshotBlockPublicAccess'];

const blocking: readonly State[] = ['block-all-sharing', 'block-new-sharing'];

/** Whether snapshots may be, or be made, public in the account's Region. */
export const snapshotPublicAccess = [
  reads(
    'GetSnapshotBlockPublicAccessState',
    (_input: object, call): GetSnapshotBlockPublicAccessStateResult => ({
      State: settingsOf(call).snapshotBlockPublicAccess,
      ManagedBy: 'account',
    }),
  ),

  changes(
    'EnableSnapshotBlockPublicAccess',
    (input: EnableSnapshotBlockPublicAccessRequest, call): EnableSnapshotBlockPublicAccessResult => {
      const given = required(input.State, 'State');
      const state = blocking.find((one) => one === given);
      if (!state) {
        throw new Refusal(
          'InvalidParameterValue',
          `Value (${given}) for parameter state is invalid. Expecting ${blocking.join(' or ')}.`,
        );
      }
      call.proceed();
      changeSettings(call, { snapshotBlockPublicAccess: state });
      return { State: state };
    },
  ),

  changes('DisableSnapshotBlockPublicAccess', (_input: object, call): DisableSnapshotBlockPublicAccessResult => {
    call.proceed();
    changeSettings(call, { snapshotBlockPublicAccess: 'unblocked' });
    return { State: 'unblocked' };
  }),
];
