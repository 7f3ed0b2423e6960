import { AppError } from '../../src/core/errors.ts';
import type { Handlers } from '../../src/ipc/call.ts';
import type { practice as contract } from '../../src/practice/contract.ts';
import type {
  PracticeCallName,
  PracticePort,
  PracticeReady,
  PracticeReply,
  PracticeRequest,
} from '../../src/practice/port.ts';
import type { Clock, Log, PracticeProcess } from '../app/platform.ts';

export interface PracticeDeps {
  readonly start: () => PracticeProcess;
  readonly clock: Clock;
  readonly log: Log;
  /** Told each time that a practice cloud listens: at the start, and again after its process had died. */
  readonly onReady?: (ready: PracticeReady) => void;
  /** Told when its saved world was found damaged. */
  readonly onRecovery?: (recovery: Extract<PracticeReply, { kind: 'recovered' }>) => void;
}

/** The practice cloud as the rest of the main process knows it. */
export interface Practice {
  readonly handlers: Handlers<typeof contract>;
  /** Where it listens and who acts there; waits while it starts. */
  ready(): Promise<PracticeReady>;
  call<N extends PracticeCallName>(
    name: N,
    input: Parameters<PracticePort[N]>[0],
  ): Promise<ReturnType<PracticePort[N]>>;
  stop(): Promise<void>;
}

/** How often in a row it is started again before the person is told; each start gets a longer pause before it. */
const STARTS_IN_A_ROW = 5;
/** How long an answer or an orderly end may take. */
const ANSWER_MS = 10_000;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: AppError) => void;
}

/** Starts the practice cloud's process at once, and again whenever it dies. */
export function createPractice({ start, clock, log, onReady, onRecovery }: PracticeDeps): Practice {
  const waiting = new Map<number, Waiting>();
  const ending = new AbortController();
  let nextId = 1;
  let starts = 0;
  let listening = false;
  let process: PracticeProcess;
  let ready = launch();

  function launch(): Promise<PracticeReady> {
    starts += 1;
    const promise = new Promise<PracticeReady>((resolve, reject) => {
      process = start();
      process.onReply((reply) => {
        if (reply.kind === 'ready') {
          starts = 0;
          listening = true;
          resolve(reply.ready);
          onReady?.(reply.ready);
        } else if (reply.kind === 'failed') {
          reject(failed(reply.message));
        } else if (reply.kind === 'recovered') {
          onRecovery?.(reply);
        } else answer(reply);
      });
      process.onExit((code) => {
        reject(failed(`It ended with code ${code}.`));
        died(code);
      });
    });
    // Whoever asks is told; nobody asking is no fault.
    promise.catch(() => undefined);
    return promise;
  }

  function answer(reply: Extract<PracticeReply, { id: number }>): void {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.kind === 'answer') asked?.resolve(reply.value as never);
    else asked?.reject(new AppError('practice.refused', reply.message));
  }

  function died(code: number): void {
    listening = false;
    for (const { reject } of waiting.values()) reject(failed(`It ended with code ${code}.`));
    waiting.clear();
    if (ending.signal.aborted) return;
    log.error('The practice cloud ended by itself', { code, starts });
    if (starts >= STARTS_IN_A_ROW) return;
    ready = clock.sleep(starts * 500, ending.signal).then(launch);
    ready.catch(() => undefined);
  }

  async function call<N extends PracticeCallName>(
    name: N,
    input: Parameters<PracticePort[N]>[0],
  ): Promise<ReturnType<PracticePort[N]>> {
    await ready;
    const id = nextId++;
    const answered = new Promise<ReturnType<PracticePort[N]>>((resolve, reject) =>
      waiting.set(id, { resolve, reject }),
    );
    process.send({ id, call: name, input } as PracticeRequest);
    const answeredInTime = new AbortController();
    const late = clock.sleep(ANSWER_MS, answeredInTime.signal).then(() => {
      throw failed('It did not answer in time.');
    });
    late.catch(() => undefined);
    return Promise.race([answered, late]).finally(() => {
      waiting.delete(id);
      answeredInTime.abort();
    });
  }

  return {
    ready: () => ready,
    call,
    handlers: {
      status: () => call('status', {}),
      setSpeed: (input) => call('setSpeed', input),
      reset: () => call('reset', {}),
    },
    async stop() {
      if (ending.signal.aborted) return;
      const gone = new Promise<void>((resolve) => process.onExit(() => resolve()));
      // Its end may overtake its answer, and both mean that it has saved.
      if (listening) await Promise.race([call('stop', {}).catch(() => undefined), gone]);
      ending.abort(failed('Amiable is closing.'));
      process.kill();
      await Promise.race([gone, clock.sleep(2_000)]);
    },
  };
}

function failed(reason: string): AppError {
  return new AppError('practice.not-running', `The practice cloud does not run. ${reason}`, {
    fix: 'Restart Amiable. If that does not help, free some disk space; what you made in practice is kept.',
    retryable: true,
  });
}
