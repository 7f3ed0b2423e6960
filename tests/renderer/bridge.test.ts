import { describe, expect, test } from 'vitest';
import { createClient, createListen } from '../../renderer/bridge/client.ts';
import { RemoteError } from '../../renderer/bridge/remote-error.ts';
import type { Bridge, CallMessage, CallReply, EventMessage } from '../../src/ipc/contract.ts';

/** A bridge that notes what is sent and answers what it is told. */
function fakeBridge(answer: (message: CallMessage) => Promise<CallReply>) {
  const sent: CallMessage[] = [];
  const listeners = new Set<(message: EventMessage) => void>();
  const bridge: Bridge = {
    invoke: (message) => {
      sent.push(message);
      return answer(message);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const emit = (event: string, payload: unknown) => {
    for (const listener of listeners) listener({ event, payload });
  };
  return { bridge, sent, emit, listeners };
}

const never = () => new Promise<CallReply>(() => {});

describe('the client', () => {
  test('sends feature.call with its input and unwraps the answer', async () => {
    const { bridge, sent } = fakeBridge(async () => ({ ok: true, value: { jobId: 'job-1' } }));
    const request = {
      instanceId: 'i-0a1b2c3d4e5f60718',
      name: 'web',
      description: '',
      reboot: true,
      existingVolumes: [],
      newVolumes: [],
      tags: [],
      tagSnapshots: true,
    };
    await expect(createClient(bridge).images.create(request)).resolves.toEqual({ jobId: 'job-1' });
    expect(sent).toEqual([{ call: 'images.create', input: request }]);
  });

  test('rejects with what the main process declared of an error', async () => {
    const error = {
      code: 'images.name-taken',
      message: 'Taken.',
      fix: 'Choose another.',
      field: 'name',
      retryable: false,
    };
    const { bridge } = fakeBridge(async () => ({ ok: false, error }));
    const refused = createClient(bridge).instances.list({});
    await expect(refused).rejects.toBeInstanceOf(RemoteError);
    await expect(refused).rejects.toMatchObject({ message: 'Taken.', shape: error });
  });

  test('tells a broken channel as a fault of ours, without its words', async () => {
    const { bridge } = fakeBridge(async () => {
      throw new Error('Error invoking remote method: /home/alice/secret');
    });
    await expect(createClient(bridge).jobs.list({})).rejects.toMatchObject({
      shape: { code: 'app.unexpected', retryable: true },
    });
    await expect(createClient(bridge).jobs.list({})).rejects.not.toThrow(/secret/);
  });
});

describe('events', () => {
  test('reach the listeners of their name only, until these go', () => {
    const { bridge, emit, listeners } = fakeBridge(never);
    const listen = createListen(bridge);
    const heard: string[] = [];
    const stop = listen('jobs.changed', (job) => heard.push(`first ${job.jobId}`));
    listen('jobs.changed', (job) => heard.push(`second ${job.jobId}`));
    listen('settings.changed', () => heard.push('settings'));
    emit('jobs.changed', { jobId: '1' });
    stop();
    emit('jobs.changed', { jobId: '2' });
    expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
    expect(listeners.size).toBe(1);
  });

  test('a listener that leaves while an event is told does not disturb the others', () => {
    const { bridge, emit } = fakeBridge(never);
    const listen = createListen(bridge);
    const heard: string[] = [];
    const stop = listen('jobs.changed', () => {
      heard.push('first');
      stop();
    });
    listen('jobs.changed', () => heard.push('second'));
    emit('jobs.changed', {});
    emit('jobs.changed', {});
    expect(heard).toEqual(['first', 'second', 'second']);
  });
});
