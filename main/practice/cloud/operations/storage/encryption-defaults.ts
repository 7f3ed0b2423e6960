import type {
  DisableEbsEncryptionByDefaultResult,
  EnableEbsEncryptionByDefaultResult,
  GetEbsDefaultKmsKeyIdResult,
  GetEbsEncryptionByDefaultResult,
  ModifyEbsDefaultKmsKeyIdRequest,
  ModifyEbsDefaultKmsKeyIdResult,
  ResetEbsDefaultKmsKeyIdResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import { required } from '../finding.ts';
import { kmsArn, parseKeyId } from '../kms/key-names.ts';
import { EBS_ALIAS, ebsKeyArn } from '../kms/new-key.ts';
import { keyArnOf } from '../kms-use.ts';
import { changes, reads } from '../operation.ts';
import { changeSettings, settingsOf } from './settings.ts';

/** Whether an account encrypts all new disks in a Region, and with which key where nobody names one. */
export const encryptionDefaults = [
  reads(
    'GetEbsEncryptionByDefault',
    (_input: object, call): GetEbsEncryptionByDefaultResult => ({
      EbsEncryptionByDefault: settingsOf(call).encryptVolumes,
      SseType: settingsOf(call).encryptVolumes ? 'sse-kms' : 'none',
    }),
  ),

  changes('EnableEbsEncryptionByDefault', (_input: object, call): EnableEbsEncryptionByDefaultResult => {
    call.proceed();
    changeSettings(call, { encryptVolumes: true });
    return { EbsEncryptionByDefault: true };
  }),

  changes('DisableEbsEncryptionByDefault', (_input: object, call): DisableEbsEncryptionByDefaultResult => {
    call.proceed();
    changeSettings(call, { encryptVolumes: false });
    return { EbsEncryptionByDefault: false };
  }),

  reads(
    'GetEbsDefaultKmsKeyId',
    (_input: object, call): GetEbsDefaultKmsKeyIdResult => ({
      KmsKeyId: settingsOf(call).defaultKmsKeyId ?? EBS_ALIAS,
    }),
  ),

  changes(
    'ModifyEbsDefaultKmsKeyId',
    (input: ModifyEbsDefaultKmsKeyIdRequest, call): ModifyEbsDefaultKmsKeyIdResult => {
      const given = required(input.KmsKeyId, 'KmsKeyId');
      const named = parseKeyId(given, call);
      if (named instanceof Refusal) {
        throw new Refusal(
          'InvalidParameterValue',
          `Value (${given}) for parameter kmsKeyId is invalid. ${named.message}`,
        );
      }
      call.proceed();
      // EBS looks for the key only when it is to encrypt something: what is not there fails then.
      const KmsKeyId = keyArnOf(call, given) ?? kmsArn(call.region, named);
      changeSettings(call, { defaultKmsKeyId: KmsKeyId });
      return { KmsKeyId };
    },
  ),

  changes('ResetEbsDefaultKmsKeyId', (_input: object, call): ResetEbsDefaultKmsKeyIdResult => {
    call.proceed();
    changeSettings(call, { defaultKmsKeyId: null });
    return { KmsKeyId: ebsKeyArn(call) };
  }),
];
