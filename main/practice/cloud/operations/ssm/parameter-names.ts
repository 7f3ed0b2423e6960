/** A parameter's name as a call writes it, taken apart. */
export interface ParameterName {
  readonly name: string;
  /** A version's number or a label; null where it names none. */
  readonly selector: string | null;
}

/** Reads `name`, `name:version`, `name:label`, or any of them as an ARN. */
export function readParameterName(text: string): ParameterName {
  const bare = text.replace(/^arn:[a-z-]+:ssm:[a-z0-9-]*:\d*:parameter/, '');
  const [name = '', selector = null] = bare.split(':');
  return { name, selector };
}
