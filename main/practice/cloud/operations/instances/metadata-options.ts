import type {
  GetInstanceMetadataDefaultsRequest,
  GetInstanceMetadataDefaultsResult,
  InstanceMetadataDefaultsResponse,
  ModifyInstanceMetadataDefaultsRequest,
  ModifyInstanceMetadataDefaultsResult,
  ModifyInstanceMetadataOptionsRequest,
  ModifyInstanceMetadataOptionsResult,
} from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { MetadataDefaultsRecord, PlaceSettingsRecord } from '../../world/records/place-records.ts';
import { checkMetadata, checkTagsForMetadata, oneOf } from '../launch/metadata.ts';
import { type CallContext, changes, reads } from '../operation.ts';
import { changeable } from './attributes.ts';
import { showMetadata } from './instance-view.ts';

/** How instances may ask for their metadata, one by one and by the account's preference. */
export const metadataOperations = [
  changes(
    'ModifyInstanceMetadataOptions',
    (input: ModifyInstanceMetadataOptionsRequest, call): ModifyInstanceMetadataOptionsResult => {
      const instance = changeable(input.InstanceId, call);
      const given = checkMetadata(input);
      if (Object.keys(given).length === 0) {
        throw new Refusal('MissingParameter', 'The request must contain at least one metadata option to modify');
      }
      if (given.tokens === 'optional' && settingsOf(call).metadataDefaults.tokensEnforced) {
        throw new Refusal(
          'UnsupportedOperation',
          "You can't set httpTokens to 'optional' because httpTokensEnforced is enabled for this account.",
        );
      }
      const metadata = { ...instance.metadata, ...given };
      checkTagsForMetadata(metadata, instance.tags);
      call.proceed();
      call.place.instances.change(instance, { metadata });
      return { InstanceId: instance.id, InstanceMetadataOptions: { ...showMetadata(instance), State: 'pending' } };
    },
  ),

  reads(
    'GetInstanceMetadataDefaults',
    (_input: GetInstanceMetadataDefaultsRequest, call): GetInstanceMetadataDefaultsResult => ({
      AccountLevel: showDefaults(settingsOf(call).metadataDefaults),
    }),
  ),

  changes(
    'ModifyInstanceMetadataDefaults',
    (input: ModifyInstanceMetadataDefaultsRequest, call): ModifyInstanceMetadataDefaultsResult => {
      const settings = settingsOf(call);
      const metadataDefaults = { ...settings.metadataDefaults, ...readDefaults(input) };
      call.proceed();
      call.place.settings.change(settings, { metadataDefaults });
      return { Return: true };
    },
  ),
];

function settingsOf({ place }: CallContext): PlaceSettingsRecord {
  const settings = place.settings.get('region');
  if (!settings) throw new Error(`The place ${place.account.id}/${place.region} has no settings.`);
  return settings;
}

function showDefaults(held: MetadataDefaultsRecord): InstanceMetadataDefaultsResponse {
  return {
    ...(held.tokens ? { HttpTokens: held.tokens } : {}),
    ...(held.hopLimit === null ? {} : { HttpPutResponseHopLimit: held.hopLimit }),
    ...(held.endpoint ? { HttpEndpoint: held.endpoint } : {}),
    ...(held.tagsInMetadata ? { InstanceMetadataTags: held.tagsInMetadata } : {}),
    ...(held.tokensEnforced === null ? {} : { HttpTokensEnforced: held.tokensEnforced ? 'enabled' : 'disabled' }),
    ManagedBy: 'account',
  };
}

const states = ['enabled', 'disabled'] as const;
const tokenStates = ['required', 'optional'] as const;

function readDefaults(input: ModifyInstanceMetadataDefaultsRequest): Partial<MetadataDefaultsRecord> {
  const {
    HttpTokens,
    HttpPutResponseHopLimit: hopLimit,
    HttpEndpoint,
    InstanceMetadataTags,
    HttpTokensEnforced,
  } = input;
  if (hopLimit !== undefined && hopLimit !== -1) checkMetadata({ HttpPutResponseHopLimit: hopLimit });
  return {
    ...(HttpTokens === undefined ? {} : { tokens: preference('httpTokens', HttpTokens, tokenStates) }),
    ...(hopLimit === undefined ? {} : { hopLimit: hopLimit === -1 ? null : hopLimit }),
    ...(HttpEndpoint === undefined ? {} : { endpoint: preference('httpEndpoint', HttpEndpoint, states) }),
    ...(InstanceMetadataTags === undefined
      ? {}
      : { tagsInMetadata: preference('instanceMetadataTags', InstanceMetadataTags, states) }),
    ...(HttpTokensEnforced === undefined ? {} : { tokensEnforced: enforced(HttpTokensEnforced) }),
  };
}

function preference<T extends string>(name: string, value: string, allowed: readonly T[]): T | null {
  return value === 'no-preference' ? null : oneOf(name, value, allowed);
}

function enforced(value: string): boolean | null {
  const state = preference('httpTokensEnforced', value, states);
  return state && state === 'enabled';
}
