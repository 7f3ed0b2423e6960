/** How long a key that EC2 Instance Connect pushed opens the door, in real milliseconds. */
const LIFE_MS = 60_000;

interface Pushed {
  readonly instanceId: string;
  readonly user: string;
  readonly publicKey: string;
  readonly until: number;
}

/** Keys that EC2 Instance Connect pushed: kept in memory, for a minute. */
export class PushedKeys {
  readonly #now: () => number;
  #held: Pushed[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  push(instanceId: string, user: string, publicKey: string): void {
    this.#forget();
    this.#held.push({ instanceId, user, publicKey, until: this.#now() + LIFE_MS });
  }

  of(instanceId: string, user: string): string[] {
    this.#forget();
    return this.#held.filter((one) => one.instanceId === instanceId && one.user === user).map((one) => one.publicKey);
  }

  #forget(): void {
    const now = this.#now();
    this.#held = this.#held.filter(({ until }) => until > now);
  }
}
