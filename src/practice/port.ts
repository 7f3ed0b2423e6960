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
  /** For example `CreateImage`. */
  readonly operation: string;
  /**
   * `error`: answers with code, message and status. `drop`: closes the connection without doing it.
   * `drop-reply`: does it, then closes the connection. `hang`: never answers. `fail-later`: does it, and the thing
   * made ends in its failed state.
   */
  readonly mode: 'error' | 'drop' | 'drop-reply' | 'hang' | 'fail-later';
  readonly code?: string;
  readonly message?: string;
  readonly status?: number;
  /** How many calls it meets before it is spent. */
  readonly times: number;
}

export interface PracticeStatus {
  readonly endpoint: string;
  readonly speed: 1 | 10 | 100;
  /** ISO 8601. */
  readonly now: string;
  readonly instances: number;
  readonly images: number;
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
