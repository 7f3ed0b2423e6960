import type { NamedPolicy, ResourcePolicy } from '../../access/evaluate.ts';
import type { Context, Need } from '../../access/needs.ts';
import { keepingReader } from '../../access/read-policy.ts';
import type { KmsKeyRecord } from '../../world/records/kms-records.ts';
import type { CallContext } from '../operation.ts';
import { type EncryptionContext, grantedAccounts, isGrantedTo } from './grant-use.ts';
import { type KeyName, kmsArn, lookUp, readKeyId } from './key-names.ts';
import { defaultKeyPolicy, EBS_ALIAS, ebsKeyArn, ebsKeyPolicy } from './new-key.ts';

/** Policies of keys that were read, by text. */
const read = keepingReader(500);

/** What a use of a key says besides its name. */
export interface KeyUse {
  /** What a ciphertext is bound to. */
  readonly about?: EncryptionContext;
  /** Condition keys of this one use. */
  readonly context?: Context;
}

/**
 * That a KMS action must be allowed on the key that an ID, ARN or alias names.
 *
 * The key's policy has a say; a grant stands in where no policy allows it. A key that is not there is judged as one of
 * its account without a policy of its own, so that who may not ask is not told. Source: KMS developer guide,
 * "Determining access to AWS KMS keys" and "Troubleshooting AWS KMS permissions".
 */
export function keyNeed(
  name: string,
  keyId: string,
  call: CallContext,
  { about = {}, context = {} }: KeyUse = {},
): Need {
  const named = readKeyId(keyId, call);
  const key = lookUp(call, named)?.key;
  const own: Context = {
    'kms:CallerAccount': [call.account.id],
    ...(named.kind === 'alias' ? { 'kms:RequestAlias': [named.name] } : {}),
    ...(key ? keyContext(key) : {}),
  };
  const missing = missingKey(named, call);
  return {
    action: `kms:${name}`,
    resource: key?.arn ?? missing.arn,
    context: { ...own, ...context },
    resourcePolicy: key ? keyPolicy(key, name, about) : missing.policy,
    isGranted: key !== undefined && isGrantedTo(key, call.principal, name, about),
  };
}

/** That the action must be allowed on the key of the input. */
export function onKey(name: string, more: Context = {}) {
  return (input: { KeyId?: string | undefined }, call: CallContext): Need[] => [
    keyNeed(name, input.KeyId ?? '', call, { context: more }),
  ];
}

/** That an action without resources must be allowed. */
export function onAll(name: string) {
  return (): Need[] => [{ action: `kms:${name}`, resource: '*', context: {} }];
}

/** The policy of a key with what it grants to whole accounts. */
function keyPolicy(key: KmsKeyRecord, operation: string, about: EncryptionContext): ResourcePolicy {
  const own = policyOfText(key.policy);
  const accounts = grantedAccounts(key, operation, about);
  if (accounts.length === 0) return own;
  const granted = { Effect: 'Allow', Principal: { AWS: accounts }, Action: `kms:${operation}`, Resource: '*' };
  const { statements } = read(JSON.stringify({ Statement: [granted] }), 'resource');
  return { ...own, document: { ...own.document, statements: [...own.document.statements, ...statements] } };
}

/** A policy as one of a key. */
export function policyOfText(text: string): ResourcePolicy {
  const named: NamedPolicy = { name: 'default', arn: null, document: read(text, 'resource') };
  return { ...named, kind: 'key' };
}

/** What a key that is not there is judged by: nothing is told of another account's. */
function missingKey(named: KeyName, call: CallContext): { readonly arn: string; readonly policy: ResourcePolicy } {
  const { account, region } = call;
  if (named.accountId === account.id && named.name === EBS_ALIAS) {
    return { arn: ebsKeyArn(call), policy: policyOfText(ebsKeyPolicy(account.id, region)) };
  }
  const policy = policyOfText(defaultKeyPolicy(named.accountId));
  const own = named.accountId === account.id;
  const document = own ? policy.document : { ...policy.document, statements: [] };
  return { arn: kmsArn(region, named), policy: { ...policy, document } };
}

function keyContext({ aliases, tags }: KmsKeyRecord): Context {
  return {
    'kms:KeySpec': ['SYMMETRIC_DEFAULT'],
    'kms:KeyUsage': ['ENCRYPT_DECRYPT'],
    'kms:KeyOrigin': ['AWS_KMS'],
    ...(aliases.length > 0 ? { 'kms:ResourceAliases': aliases.map(({ name }) => name) } : {}),
    ...Object.fromEntries(tags.map(({ TagKey, TagValue }) => [`aws:ResourceTag/${TagKey}`, [TagValue]])),
  };
}
