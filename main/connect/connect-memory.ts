import { z } from 'zod';
import type { ConnectMemoryFile, ConnectScope } from './connect-deps.ts';
import type { HostKey } from './host-keys.ts';

const record = z.object({
  version: z.literal(1),
  /** By cloud, account, Region and instance id: never by address, which AWS gives to one machine after another. */
  hostKeys: z.record(z.string(), z.object({ type: z.string(), fingerprint: z.string() })),
  /** The user that worked last, by cloud and image id. */
  users: z.record(z.string(), z.string()),
  /** The kept key that opened a machine last, by cloud, account, Region and instance id. */
  keys: z.record(z.string(), z.string()).default({}),
});
type Memory = z.infer<typeof record>;

const cloud = (scope: ConnectScope) => (scope.practice ? 'practice' : 'aws');
const machine = (scope: ConnectScope, id: string) => [cloud(scope), scope.accountId, scope.region, id].join('/');
const image = (scope: ConnectScope, id: string) => [cloud(scope), scope.region, id].join('/');

/** Host keys and users that earlier log-ins proved. Writes go one after another; reads see them at once. */
export class ConnectMemory {
  readonly #file: ConnectMemoryFile;
  #loading: Promise<Memory> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: ConnectMemoryFile) {
    this.#file = file;
  }

  async hostKey(scope: ConnectScope, instanceId: string): Promise<HostKey | undefined> {
    return (await this.#load()).hostKeys[machine(scope, instanceId)];
  }

  rememberHostKey(scope: ConnectScope, instanceId: string, key: HostKey): Promise<void> {
    return this.#change((memory) => {
      memory.hostKeys[machine(scope, instanceId)] = key;
    });
  }

  forgetHostKey(scope: ConnectScope, instanceId: string): Promise<void> {
    return this.#change((memory) => {
      delete memory.hostKeys[machine(scope, instanceId)];
    });
  }

  /** The users that worked on these images, in the order asked. */
  async users(scope: ConnectScope, imageIds: readonly (string | undefined)[]): Promise<string[]> {
    const { users } = await this.#load();
    return imageIds.flatMap((id) => (id && users[image(scope, id)]) || []);
  }

  async rememberUser(scope: ConnectScope, imageId: string, user: string): Promise<void> {
    if ((await this.#load()).users[image(scope, imageId)] === user) return;
    await this.#change((memory) => {
      memory.users[image(scope, imageId)] = user;
    });
  }

  /** The kept key that opened this machine last. */
  async key(scope: ConnectScope, instanceId: string): Promise<string | undefined> {
    return (await this.#load()).keys[machine(scope, instanceId)];
  }

  async rememberKey(scope: ConnectScope, instanceId: string, keyName: string): Promise<void> {
    if ((await this.#load()).keys[machine(scope, instanceId)] === keyName) return;
    await this.#change((memory) => {
      memory.keys[machine(scope, instanceId)] = keyName;
    });
  }

  #load(): Promise<Memory> {
    this.#loading ??= this.#file.read().then(
      (value) => {
        const parsed = record.safeParse(value);
        return parsed.success ? parsed.data : { version: 1, hostKeys: {}, users: {}, keys: {} };
      },
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  async #change(edit: (memory: Memory) => void): Promise<void> {
    const memory = await this.#load();
    edit(memory);
    const written = this.#writing.then(() => this.#file.write(structuredClone(memory)));
    this.#writing = written.catch(() => undefined);
    await written;
  }
}
