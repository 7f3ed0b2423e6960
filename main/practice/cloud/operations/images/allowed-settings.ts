import type {
  DisableAllowedImagesSettingsRequest,
  DisableAllowedImagesSettingsResult,
  EnableAllowedImagesSettingsRequest,
  EnableAllowedImagesSettingsResult,
  GetAllowedImagesSettingsRequest,
  GetAllowedImagesSettingsResult,
  ImageCriterion,
  ImageCriterionRequest,
  ReplaceImageCriteriaInAllowedImagesSettingsRequest,
  ReplaceImageCriteriaInAllowedImagesSettingsResult,
} from '@aws-sdk/client-ec2';
import { imageLimits } from '../../data/image-limits.ts';
import { Refusal } from '../../refusal.ts';
import type { AllowedImagesRecord, ImageCriterionRecord } from '../../world/records/place-records.ts';
import { required } from '../finding.ts';
import { type CallContext, changes, reads, refuseUnmodelled } from '../operation.ts';
import { allowedImagesOf } from './allowed-images.ts';

function change(call: CallContext, patch: Partial<AllowedImagesRecord>): void {
  const settings = call.place.settings.get('region');
  if (settings) call.place.settings.change(settings, { allowedImages: { ...settings.allowedImages, ...patch } });
}

function invalid(name: string, value: string | number): Refusal {
  return new Refusal('InvalidParameterValue', `Value (${value}) for parameter ${name} is invalid.`);
}

function checkList(name: string, values: readonly string[] | undefined, form: RegExp, most: number): string[] | null {
  if (!values?.length) return null;
  if (values.length > most) throw new Refusal('InvalidParameterValue', `${name} takes ${most} values at most.`);
  const wrong = values.find((value) => !form.test(value));
  if (wrong !== undefined) throw invalid(name, wrong);
  return [...values];
}

function checkDays(name: string, days: number | undefined): number | null {
  if (days !== undefined && !(Number.isInteger(days) && days >= 0)) throw invalid(name, days);
  return days ?? null;
}

function readCriterion(given: ImageCriterionRequest): ImageCriterionRecord {
  refuseUnmodelled(given, ['ImageWatermarks', 'ScanResultCondition']);
  const providers = checkList(
    'imageProvider',
    given.ImageProviders,
    /^(\d{12}|amazon|aws-marketplace|aws-backup-vault|none)$/,
    200,
  );
  if (providers?.includes('none') && providers.length > 1) throw invalid('imageProvider', providers.join(','));
  return {
    providers,
    names: checkList('imageName', given.ImageNames, /^[A-Za-z0-9()[\] ./\-'@_*?]{1,128}$/, 50),
    productCodes: checkList('marketplaceProductCode', given.MarketplaceProductCodes, /^[A-Za-z0-9]{1,25}$/, 50),
    maxAge: checkDays('maximumDaysSinceCreated', given.CreationDateCondition?.MaximumDaysSinceCreated),
    maxDeprecated: checkDays('maximumDaysSinceDeprecated', given.DeprecationTimeCondition?.MaximumDaysSinceDeprecated),
  };
}

function showCriterion(criterion: ImageCriterionRecord): ImageCriterion {
  const { providers, names, productCodes, maxAge, maxDeprecated } = criterion;
  return {
    ...(providers ? { ImageProviders: [...providers] } : {}),
    ...(names ? { ImageNames: [...names] } : {}),
    ...(productCodes ? { MarketplaceProductCodes: [...productCodes] } : {}),
    ...(maxAge === null ? {} : { CreationDateCondition: { MaximumDaysSinceCreated: maxAge } }),
    ...(maxDeprecated === null ? {} : { DeprecationTimeCondition: { MaximumDaysSinceDeprecated: maxDeprecated } }),
  };
}

/** Which images of others an account lets in. */
export const allowedSettingsOperations = [
  reads('GetAllowedImagesSettings', (_input: GetAllowedImagesSettingsRequest, call): GetAllowedImagesSettingsResult => {
    const { state, criteria } = allowedImagesOf(call);
    return { State: state, ImageCriteria: criteria.map(showCriterion), ManagedBy: 'account' };
  }),

  changes(
    'EnableAllowedImagesSettings',
    (input: EnableAllowedImagesSettingsRequest, call): EnableAllowedImagesSettingsResult => {
      const state = required(input.AllowedImagesSettingsState, 'AllowedImagesSettingsState');
      if (state !== 'enabled' && state !== 'audit-mode') throw invalid('allowedImagesSettingsState', state);
      call.proceed();
      change(call, { state });
      return { AllowedImagesSettingsState: state };
    },
  ),

  changes(
    'DisableAllowedImagesSettings',
    (_input: DisableAllowedImagesSettingsRequest, call): DisableAllowedImagesSettingsResult => {
      call.proceed();
      change(call, { state: 'disabled' });
      return { AllowedImagesSettingsState: 'disabled' };
    },
  ),

  changes(
    'ReplaceImageCriteriaInAllowedImagesSettings',
    (
      input: ReplaceImageCriteriaInAllowedImagesSettingsRequest,
      call,
    ): ReplaceImageCriteriaInAllowedImagesSettingsResult => {
      const given = input.ImageCriteria ?? [];
      if (given.length > imageLimits.allowedCriteria) {
        throw new Refusal('InvalidParameterValue', `You can specify up to ${imageLimits.allowedCriteria} criteria.`);
      }
      const criteria = given.map(readCriterion);
      call.proceed();
      change(call, { criteria });
      return { ReturnValue: true };
    },
  ),
];
