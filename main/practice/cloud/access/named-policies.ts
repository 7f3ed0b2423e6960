import { findManagedPolicy } from '../data/managed-policies.ts';
import type { Account } from '../world/world.ts';
import type { NamedPolicy } from './evaluate.ts';
import type { PolicyDocument } from './policy-document.ts';
import { keepingReader, readPolicy } from './read-policy.ts';

/** Documents that were read, by text: decisions ask for the same few again and again. */
const read = keepingReader(2_000);
/** AWS's own, by ARN: they never change while this runs. */
const awsOwn = new Map<string, PolicyDocument>();

/** A policy that is part of what it is attached to. */
export function inlinePolicy({ name, document }: { readonly name: string; readonly document: string }): NamedPolicy {
  return { name, arn: null, document: read(document, 'identity') };
}

/** A managed policy, the account's or AWS's own, as its default version says; null where there is none. */
export function managedPolicy(account: Account, arn: string): NamedPolicy | null {
  const own = account.policies.get(arn);
  if (own) {
    const version = own.versions.find(({ id }) => id === own.defaultVersion);
    return version ? { name: own.name, arn, document: read(version.document, 'identity') } : null;
  }
  const aws = findManagedPolicy(arn);
  if (!aws) return null;
  const known = awsOwn.get(arn) ?? readPolicy(JSON.stringify(aws.document), { kind: 'identity' });
  awsOwn.set(arn, known);
  return { name: aws.name, arn, document: known };
}
