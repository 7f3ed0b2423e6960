import type { ServerChannel } from 'ssh2';
import type { Computer } from './computer.ts';
import { FileError } from './file-tree.ts';
import type { Session } from './session.ts';
import { SftpFiles } from './sftp-files.ts';
import { status, statusOf } from './sftp-names.ts';
import { ANSWER, BadPacket, LONGEST_PACKET, PacketReader, PacketWriter, REQUEST, STATUS } from './sftp-packets.ts';

const SLICE_MS = 8;

/** OpenSSH's extensions that are answered, with their versions. */
const EXTENSIONS: readonly (readonly [string, string])[] = [
  ['posix-rename@openssh.com', '1'],
  ['statvfs@openssh.com', '2'],
  ['hardlink@openssh.com', '1'],
  ['fsync@openssh.com', '1'],
  ['limits@openssh.com', '1'],
  ['expand-path@openssh.com', '1'],
];

/**
 * The SFTP subsystem over a machine's files, with the rights of the user who logged in.
 *
 * Requests are answered one after another, no faster than the client reads: the SSH library's own server would keep
 * answers that nobody takes in memory.
 */
export function serveFiles(computer: Computer, user: string, channel: ServerChannel): Session {
  const files = new SftpFiles(computer, user);
  void answerAll(computer, files, channel)
    .catch(() => {})
    .finally(() => {
      files.closeAll();
      if (channel.destroyed || !channel.writable) return;
      channel.exit(0);
      channel.end();
      channel.close();
    });
  return { resized: () => {}, signal: () => {}, wall: () => {}, end: async () => {} };
}

async function answerAll(computer: Computer, files: SftpFiles, channel: ServerChannel): Promise<void> {
  let waiting: Buffer = Buffer.alloc(0);
  let isOpen = false;
  let since = performance.now();
  // The iterator would close the channel at the end of the requests, before the exit status is sent.
  for await (const chunk of channel.iterator({ destroyOnReturn: false })) {
    waiting = waiting.length === 0 ? (chunk as Buffer) : Buffer.concat([waiting, chunk as Buffer]);
    while (waiting.length >= 4) {
      const length = waiting.readUInt32BE(0);
      if (length < 1 || length > LONGEST_PACKET) return;
      if (waiting.length < 4 + length) break;
      const packet = waiting.subarray(4, 4 + length);
      waiting = waiting.subarray(4 + length);
      const isInit = packet[0] === REQUEST.init;
      if (isInit === isOpen) return;
      isOpen = true;
      const answer = isInit ? version() : await answerOne(files, packet);
      if (!channel.write(answer)) await drained(channel);
      if (performance.now() - since > SLICE_MS) {
        await computer.limits.turns.wait();
        since = performance.now();
      }
    }
  }
}

async function answerOne(files: SftpFiles, packet: Buffer): Promise<Buffer> {
  const reader = new PacketReader(packet);
  const type = reader.byte();
  const id = reader.uint32();
  try {
    return await files.answer(type, id, reader);
  } catch (error) {
    if (error instanceof BadPacket) throw error;
    const [code, words] = error instanceof FileError ? statusOf(error.code) : [STATUS.failure, 'Failure'];
    return status(id, code, words);
  }
}

function version(): Buffer {
  const writer = new PacketWriter(ANSWER.version).uint32(3);
  for (const [name, each] of EXTENSIONS) writer.bytes(name).bytes(each);
  return writer.end();
}

function drained(channel: ServerChannel): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      channel.removeListener('drain', done);
      channel.removeListener('close', done);
      resolve();
    };
    channel.once('drain', done);
    channel.once('close', done);
  });
}
