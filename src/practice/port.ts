/**
 * The words between the app and the process that runs the practice cloud.
 *
 * AWS calls do not pass here: they go over HTTP like anyone's. This is what no AWS call can tell:
 * where it listens, how fast its clock runs, and which loopback port stands for a public address.
 */

/** A ready-made person of the practice cloud, with keys that are random for this session. */
export interface PracticePerson {
  readonly accountId: string;
  readonly userName: string;
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The first message of the process: it listens. */
export interface PracticeReady {
  /** `http://127.0.0.1:<port>`: one root URL for all services. */
  readonly endpoint: string;
  readonly regions: readonly string[];
  readonly defaultRegion: string;
  /** At least two, of at least two accounts; the first is who the app acts as. */
  readonly people: readonly [PracticePerson, ...PracticePerson[]];
  /** The public address that the practice cloud takes this computer to have (security groups are judged by it). */
  readonly callerAddress: string;
}

/** A fault to be injected into the next calls of one operation. */
export interface PracticeFault {
  /** For example `CreateImage`; `ec2:*` for all of a service, `*` for all. */
  readonly operation: string;
  /**
   * `error`: answers with code, message and status. `drop`: closes the connection without doing it.
   * `drop-reply`: does it, then closes the connection. `hang`: never answers. `slow`: answers after `delayMs`.
   * `fail-later`: does it, and the thing made ends in its failed state; of a machine, `code` and `message` say why.
   */
  readonly mode: 'error' | 'drop' | 'drop-reply' | 'hang' | 'slow' | 'fail-later';
  readonly code?: string;
  readonly message?: string;
  readonly status?: number;
  /** Real milliseconds; 3,000 when not told. */
  readonly delayMs?: number;
  /** Only calls of this account, and only in this Region; all when not told. */
  readonly accountId?: string;
  readonly region?: string;
  /** How many calls it lets pass first; none when not told. */
  readonly skip?: number;
  /** How many calls it meets before it is spent. */
  readonly times: number;
}

/** What is not as it should be with one instance; what is not named stays as it is. */
export interface InstanceTrouble {
  readonly instanceId: string;
  /** A status check that fails; null makes it pass again. */
  readonly impaired?: 'instance' | 'system' | null;
  /** Nothing answers on its SSH port, whatever its groups say. */
  readonly sshClosed?: boolean;
  /** Gives the machine new SSH host keys, as a new machine at the same address would have. */
  readonly newHostKeys?: boolean;
}

/** Limits and behaviour of one account's Region that no AWS call sets; what is not named stays as it is. */
export interface PlaceChange {
  readonly accountId: string;
  readonly region: string;
  readonly vcpuQuota?: number;
  readonly publicImageQuota?: number;
  /** Days that a deregistered image stays in the Recycle Bin; null switches the retention rule off. */
  readonly imageRetentionDays?: number | null;
  /** Practice seconds for which new things stay unseen. */
  readonly visibilityDelay?: number;
  /** Whether the account, in all its Regions, is on the free plan, which takes few instance types only. */
  readonly freePlan?: boolean;
  /** All product codes whose terms the account has accepted: it can launch their images. */
  readonly subscriptions?: readonly string[];
}

/** A running machine, and where this computer reaches it. */
export interface PracticeMachine {
  readonly instanceId: string;
  readonly accountId: string;
  readonly region: string;
  readonly publicIp: string | null;
  /** The SSH port on 127.0.0.1. */
  readonly port: number;
  readonly user: string;
  /** Its web server, while one runs. */
  readonly webUrl: string | null;
}

export interface PracticeStatus {
  readonly endpoint: string;
  readonly speed: 1 | 10 | 100;
  /** ISO 8601. */
  readonly now: string;
  readonly instances: number;
  readonly images: number;
}

/** The person of that user name, or the first; undefined when there is none of that name. */
export function personOf({ people }: PracticeReady, userName: string | undefined): PracticePerson | undefined {
  return userName === undefined ? people[0] : people.find((person) => person.userName === userName);
}

/** Every request and its answer. */
export interface PracticePort {
  status(input: Record<string, never>): PracticeStatus;
  setSpeed(input: { speed: 1 | 10 | 100 }): Record<string, never>;
  /** Moves the clock forward at once. */
  step(input: { seconds: number }): Record<string, never>;
  reset(input: Record<string, never>): Record<string, never>;
  /** Where SSH for a public address really listens; null when no machine has that address. */
  sshAddress(input: { publicIp: string }): { host: string; port: number } | null;
  /** Every machine that runs. */
  machines(input: Record<string, never>): { machines: readonly PracticeMachine[] };
  /** The whole world as one text, for `importWorld` here or elsewhere. */
  exportWorld(input: Record<string, never>): { world: string };
  /** Puts an exported world in this one's place; keys stay as they were in it. Refuses anything else, and changes nothing then. */
  importWorld(input: { world: string }): Record<string, never>;
  trouble(input: InstanceTrouble): Record<string, never>;
  configure(input: PlaceChange): Record<string, never>;
  addFault(input: PracticeFault): Record<string, never>;
  clearFaults(input: Record<string, never>): Record<string, never>;
  /** Saves and ends the process. */
  stop(input: Record<string, never>): Record<string, never>;
}

export type PracticeCallName = keyof PracticePort;

/** To the process. */
export type PracticeRequest = {
  [N in PracticeCallName]: { readonly id: number; readonly call: N; readonly input: Parameters<PracticePort[N]>[0] };
}[PracticeCallName];

/** From the process. */
export type PracticeReply =
  | { readonly kind: 'ready'; readonly ready: PracticeReady }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refused'; readonly id: number; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }
  /** Its saved world was damaged; what was done about it. */
  | {
      readonly kind: 'recovered';
      readonly from: 'copy' | 'previous' | 'nothing';
      /** Full paths of the damaged files, which were kept. */
      readonly setAside: readonly string[];
    };
