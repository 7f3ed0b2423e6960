import { checkIdentityPolicy } from './identity-policy.ts';
import { findPlaces } from './json-places.ts';
import type { PolicyDocument, PolicyKind } from './policy-document.ts';
import { malformed, policyErrors } from './policy-errors.ts';
import { checkResourcePolicy } from './resource-policy.ts';

/**
 * Reads and checks a policy.
 *
 * The checks stand in AWS's order, so that a policy with two faults is refused for the same one. Whether what it names
 * exists, and how long it may be, is the business of who keeps it.
 * Source: IAM user guide, reference_policies_grammar.
 *
 * @throws Refusal `MalformedPolicyDocument` with AWS's text
 */
export function readPolicy(text: string, { kind }: { readonly kind: PolicyKind }): PolicyDocument {
  const notJson = kind === 'identity' ? policyErrors.syntax : policyErrors.json;
  const value = parse(text, notJson);
  const { repeated, statements } = findPlaces(text);
  if (repeated !== null) throw malformed(notJson);
  return kind === 'identity' ? checkIdentityPolicy(value, statements) : checkResourcePolicy(value, statements, kind);
}

/** Reads a policy, or gives it as it was read before. */
export type PolicyReader = (text: string, kind: PolicyKind) => PolicyDocument;

/**
 * A reader that keeps what it has read, because a decision asks for the same policies again and again.
 *
 * @param most how many policies are kept; past that, the one that came first is let go
 */
export function keepingReader(most: number): PolicyReader {
  const kept = new Map<string, PolicyDocument>();
  return (text, kind) => {
    const name = `${kind} ${text}`;
    const known = kept.get(name);
    if (known) return known;
    const document = readPolicy(text, { kind });
    const [oldest] = kept.keys();
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
    kept.set(name, document);
    return document;
  };
}

function parse(text: string, refusal: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw malformed(refusal);
    throw cause;
  }
}
