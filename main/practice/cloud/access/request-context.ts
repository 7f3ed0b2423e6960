/** A context key as it was written and as it is compared: key names ignore case. */
export interface KeyName {
  /** As it was written. */
  readonly name: string;
  /** Lowercased. */
  readonly key: string;
}

/** What a request brings along under one key. */
export interface ContextEntry {
  /** The key as AWS spells it. */
  readonly name: string;
  readonly values: readonly string[];
}

/** What is known of a request, by lowercased key. */
export type RequestContext = ReadonlyMap<string, ContextEntry>;

/** A value of the context before it is text. */
export type ContextValue = string | number | boolean | readonly string[] | null | undefined;

/**
 * Makes a context; what is null or undefined is left out, as if the request did not bring it.
 *
 * Key names ignore case, tag keys in them included (IAM user guide, reference_policies_elements_condition). A request
 * with two tags that differ by case alone therefore has one key with two values.
 */
export function requestContext(entries: Iterable<readonly [string, ContextValue]>): RequestContext {
  const context = new Map<string, ContextEntry>();
  for (const [name, value] of entries) {
    if (value === null || value === undefined) continue;
    const values = typeof value === 'object' ? value : [String(value)];
    const key = name.toLowerCase();
    const before = context.get(key);
    context.set(key, before ? { ...before, values: [...before.values, ...values] } : { name, values });
  }
  return context;
}

/** The name of a key in both its forms. */
export function keyName(name: string): KeyName {
  return { name, key: name.toLowerCase() };
}

/** What a key holds: its values, nothing, or nothing that this cloud knows of. */
export type Held = readonly string[] | 'absent' | 'unknown';

/** Reads the context for one decision, and remembers what was asked for and not there. */
export interface ContextReader {
  look(name: KeyName): Held;
  /** Keys that were asked for and are not there, as the policies spell them. */
  readonly missing: readonly string[];
}

/**
 * Begins to read a context.
 *
 * @param knows which keys this cloud can tell to be absent; of any other absent key it can not say what AWS would hold
 */
export function readContext(context: RequestContext, knows: (key: string) => boolean): ContextReader {
  const missing = new Map<string, string>();
  return {
    look({ name, key }) {
      const entry = context.get(key);
      if (entry && entry.values.length > 0) return entry.values;
      if (!missing.has(key)) missing.set(key, name);
      return knows(key) ? 'absent' : 'unknown';
    },
    get missing() {
      return [...missing.values()];
    },
  };
}
