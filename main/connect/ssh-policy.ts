import { getCiphers } from 'node:crypto';
import type { Algorithms, CipherAlgorithm } from 'ssh2';

/** Electron's cryptography does not know it; ssh2 throws at a name that it cannot serve. */
const CHACHA: CipherAlgorithm[] = getCiphers().includes('chacha20-poly1305') ? ['chacha20-poly1305@openssh.com'] : [];

/**
 * What the app offers a server, told out because ssh2's own defaults still hold SHA-1.
 *
 * No SHA-1, no CBC, no MAC before encryption. ssh2 knows no post-quantum key exchange. nistp256 is there for servers
 * that are told to use nothing else. Host keys: ed25519 first, so that a machine always shows the same one.
 */
export const ALGORITHMS: Algorithms = {
  kex: ['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256'],
  serverHostKey: ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'rsa-sha2-512', 'rsa-sha2-256'],
  cipher: [...CHACHA, 'aes256-gcm@openssh.com', 'aes128-gcm@openssh.com', 'aes256-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com'],
  compress: ['none'],
};

/** How long each side may take. */
export interface ConnectTimes {
  /** From dialling to the server's host key, and from its acceptance to the log-in; the person's reading is not counted. */
  readonly answerMs: number;
  /** How long after log-in the first output is watched for cloud-init's line. */
  readonly adviceMs: number;
  /** How often a silent machine is asked whether it is still there. */
  readonly keepaliveMs: number;
}

/** After so many questions without an answer the machine counts as gone. */
export const KEEPALIVE_MISSES = 3;

export const CONNECT_TIMES: ConnectTimes = { answerMs: 15_000, adviceMs: 15_000, keepaliveMs: 15_000 };
