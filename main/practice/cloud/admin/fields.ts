import { Refusal } from '../refusal.ts';

/** The fields of an admin call's body, read one by one; what is left at the end is refused by name. */
export class Fields {
  readonly #held: Map<string, unknown>;

  constructor(body: unknown) {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid('The input is an object.');
    this.#held = new Map(Object.entries(body));
  }

  text(name: string, form = /^[^\0]*$/): string {
    const value = this.#take(name);
    if (typeof value !== 'string' || !form.test(value)) throw invalid(`${name} takes a text${formOf(form)}.`);
    return value;
  }

  number(name: string, least: number, most: number): number {
    const value = this.#take(name);
    if (typeof value !== 'number' || !(value >= least && value <= most)) {
      throw invalid(`${name} takes a number from ${least} to ${most}.`);
    }
    return value;
  }

  flag(name: string): boolean {
    const value = this.#take(name);
    if (typeof value !== 'boolean') throw invalid(`${name} takes true or false.`);
    return value;
  }

  texts(name: string, form: RegExp): string[] {
    const value = this.#take(name);
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string' && form.test(item))) {
      throw invalid(`${name} takes a list of texts${formOf(form)}.`);
    }
    return value;
  }

  oneOf<const T extends string | number | null>(name: string, allowed: readonly T[]): T {
    const value = this.#take(name);
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw invalid(`${name} takes ${allowed.map((one) => JSON.stringify(one)).join(', ')}.`);
    return found;
  }

  /** The field by its reader, as a part of an object; nothing where it is not there. */
  optional<N extends string, T>(name: N, read: (name: N) => T): { [K in N]?: T } {
    return this.#held.has(name) ? ({ [name]: read(name) } as { [K in N]?: T }) : {};
  }

  /** The input, once nothing unknown is left. */
  done<T>(input: T): T {
    const [unknown] = this.#held.keys();
    if (unknown !== undefined) throw invalid(`${unknown} is not known here.`);
    return input;
  }

  #take(name: string): unknown {
    const value = this.#held.get(name);
    this.#held.delete(name);
    return value;
  }
}

function formOf(form: RegExp): string {
  return form.source === '^[^\\0]*$' ? '' : ` of the form ${form.source}`;
}

function invalid(message: string): Refusal {
  return new Refusal('ValidationException', message);
}
