import type { InstanceMetadataOptionsRequest } from '@aws-sdk/client-ec2';
import { Refusal } from '../../refusal.ts';
import type { MetadataRecord } from '../../world/records/instance-records.ts';
import type { MetadataDefaultsRecord } from '../../world/records/place-records.ts';
import type { TagRecord } from '../../world/records/tag-records.ts';

/** Metadata options of which some are not told. */
export type SomeMetadata = { readonly [N in keyof MetadataRecord]?: MetadataRecord[N] };

const states = ['enabled', 'disabled'] as const;
const tokenStates = ['required', 'optional'] as const;

/** Reads the metadata options that a call gives, by EC2's rules. */
export function checkMetadata(given: InstanceMetadataOptionsRequest): SomeMetadata {
  const { HttpTokens, HttpPutResponseHopLimit: hopLimit, HttpEndpoint, HttpProtocolIpv6, InstanceMetadataTags } = given;
  if (hopLimit !== undefined && (!Number.isInteger(hopLimit) || hopLimit < 1 || hopLimit > 64)) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${hopLimit}) for parameter httpPutResponseHopLimit is invalid. Expecting 1 to 64.`,
    );
  }
  return {
    ...(HttpTokens === undefined ? {} : { tokens: oneOf('httpTokens', HttpTokens, tokenStates) }),
    ...(hopLimit === undefined ? {} : { hopLimit }),
    ...(HttpEndpoint === undefined ? {} : { endpoint: oneOf('httpEndpoint', HttpEndpoint, states) }),
    ...(HttpProtocolIpv6 === undefined ? {} : { ipv6: oneOf('httpProtocolIpv6', HttpProtocolIpv6, states) }),
    ...(InstanceMetadataTags === undefined
      ? {}
      : { tagsInMetadata: oneOf('instanceMetadataTags', InstanceMetadataTags, states) }),
  };
}

/**
 * What a new machine's metadata options are: what the launch says, else what the account prefers, else what its image
 * asks for. Source: EC2 user guide, "Order of precedence for instance metadata options".
 */
export function launchMetadata(
  given: SomeMetadata,
  preferred: MetadataDefaultsRecord | undefined,
  imdsV2: boolean,
): MetadataRecord {
  return {
    tokens: given.tokens ?? preferred?.tokens ?? (imdsV2 ? 'required' : 'optional'),
    hopLimit: given.hopLimit ?? preferred?.hopLimit ?? (imdsV2 ? 2 : 1),
    endpoint: given.endpoint ?? preferred?.endpoint ?? 'enabled',
    ipv6: given.ipv6 ?? 'disabled',
    tagsInMetadata: given.tagsInMetadata ?? preferred?.tagsInMetadata ?? 'disabled',
  };
}

/** Refuses a machine that would answer without a token where the account allows none of these. */
export function checkEnforcedTokens({ tokens }: MetadataRecord, preferred: MetadataDefaultsRecord | undefined): void {
  if (tokens === 'optional' && preferred?.tokensEnforced) {
    throw new Refusal(
      'UnsupportedOperation',
      "You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account. Either launch the instance with httpTokens=required or contact your account owner to disable httpTokensEnforced using the ModifyInstanceMetadataDefaults API or the account settings in the EC2 console.",
    );
  }
}

/** Refuses tags that cannot be paths of the metadata service, where it is to show them. */
export function checkTagsForMetadata({ tagsInMetadata }: MetadataRecord, tags: readonly TagRecord[]): void {
  if (tagsInMetadata === 'disabled') return;
  const wrong = tags.find(({ Key }) => !/^[0-9A-Za-z\-_+=,.@:]+$/.test(Key) || ['.', '..', '_index'].includes(Key));
  if (wrong) {
    throw new Refusal(
      'InvalidParameterValue',
      `'${wrong.Key}' is not a valid tag key. Tag keys must match pattern ([0-9a-zA-Z\\-_+=,.@:]{1,255}), and must not be a reserved name ('.', '..', '_index')`,
    );
  }
}

/** A value of a list; refuses any other by the parameter's name. */
export function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) {
    throw new Refusal(
      'InvalidParameterValue',
      `Value (${value}) for parameter ${name} is invalid. Expecting ${allowed.join(' or ')}.`,
    );
  }
  return found;
}
