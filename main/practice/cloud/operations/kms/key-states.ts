import type {
  CancelKeyDeletionRequest,
  CancelKeyDeletionResponse,
  DisableKeyRequest,
  DisableKeyRotationRequest,
  EnableKeyRequest,
  EnableKeyRotationRequest,
  GetKeyRotationStatusRequest,
  GetKeyRotationStatusResponse,
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
} from '@aws-sdk/client-kms';
import { Refusal } from '../../refusal.ts';
import { keyNeed, onKey } from './key-access.ts';
import { checkNotGoing, checkUsable } from './key-words.ts';
import { findByKeyId, findOwn } from './keys-found.ts';
import { kmsChanges, kmsReads } from './kms-operation.ts';

const DAY = 86_400_000;
/** Days that a key waits for its deletion. */
const waiting = { least: 7, most: 30 } as const;
const YEAR_IN_DAYS = 365;

/** Keys switched on and off, sent to their deletion and brought back, rotated. */
export const keyStateOperations = [
  kmsChanges(
    'EnableKey',
    (input: EnableKeyRequest, call): object => {
      const key = findOwn(call, input.KeyId, 'EnableKey');
      checkNotGoing(key);
      call.proceed();
      call.place.kmsKeys.change(key, { enabled: true });
      return {};
    },
    onKey('EnableKey'),
  ),

  kmsChanges(
    'DisableKey',
    (input: DisableKeyRequest, call): object => {
      const key = findOwn(call, input.KeyId, 'DisableKey');
      checkNotGoing(key);
      call.proceed();
      call.place.kmsKeys.change(key, { enabled: false });
      return {};
    },
    onKey('DisableKey'),
  ),

  kmsChanges(
    'ScheduleKeyDeletion',
    (input: ScheduleKeyDeletionRequest, call): ScheduleKeyDeletionResponse => {
      const key = findOwn(call, input.KeyId, 'ScheduleKeyDeletion');
      const days = input.PendingWindowInDays ?? waiting.most;
      if (days < waiting.least || days > waiting.most) {
        throw new Refusal(
          'ValidationException',
          `PendingWindowInDays must be between ${waiting.least} and ${waiting.most}.`,
        );
      }
      checkNotGoing(key);
      call.proceed();
      const deletionAt = call.now + days * DAY;
      call.place.kmsKeys.change(key, { deletionAt });
      return {
        KeyId: key.arn,
        DeletionDate: new Date(deletionAt),
        KeyState: 'PendingDeletion',
        PendingWindowInDays: days,
      };
    },
    ({ KeyId = '', PendingWindowInDays = waiting.most }, call) => {
      const context = { 'kms:ScheduleKeyDeletionPendingWindowInDays': [String(PendingWindowInDays)] };
      return [keyNeed('ScheduleKeyDeletion', KeyId, call, { context })];
    },
  ),

  kmsChanges(
    'CancelKeyDeletion',
    (input: CancelKeyDeletionRequest, call): CancelKeyDeletionResponse => {
      const key = findOwn(call, input.KeyId, 'CancelKeyDeletion');
      if (key.deletionAt === null) {
        throw new Refusal('KMSInvalidStateException', `${key.arn} is not pending deletion.`);
      }
      call.proceed();
      // It comes back switched off, whatever it was before.
      call.place.kmsKeys.change(key, { deletionAt: null, enabled: false });
      return { KeyId: key.arn };
    },
    onKey('CancelKeyDeletion'),
  ),

  kmsReads(
    'GetKeyRotationStatus',
    (input: GetKeyRotationStatusRequest, call): GetKeyRotationStatusResponse => {
      const { arn, rotationDays, createdAt, deletionAt } = findByKeyId(call, input.KeyId).key;
      // What is going to be deleted is not rotated any more.
      if (rotationDays === null || deletionAt !== null) return { KeyId: arn, KeyRotationEnabled: false };
      const period = rotationDays * DAY;
      const NextRotationDate = new Date(createdAt + Math.ceil((call.now - createdAt + 1) / period) * period);
      return { KeyId: arn, KeyRotationEnabled: true, RotationPeriodInDays: rotationDays, NextRotationDate };
    },
    onKey('GetKeyRotationStatus'),
  ),

  kmsChanges(
    'EnableKeyRotation',
    (input: EnableKeyRotationRequest, call): object => {
      const key = findOwn(call, input.KeyId, 'EnableKeyRotation');
      checkUsable(key);
      call.proceed();
      call.place.kmsKeys.change(key, { rotationDays: input.RotationPeriodInDays ?? key.rotationDays ?? YEAR_IN_DAYS });
      return {};
    },
    onKey('EnableKeyRotation'),
  ),

  kmsChanges(
    'DisableKeyRotation',
    (input: DisableKeyRotationRequest, call): object => {
      const key = findOwn(call, input.KeyId, 'DisableKeyRotation');
      checkUsable(key);
      call.proceed();
      call.place.kmsKeys.change(key, { rotationDays: null });
      return {};
    },
    onKey('DisableKeyRotation'),
  ),
];
