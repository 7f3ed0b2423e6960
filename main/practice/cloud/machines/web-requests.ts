import type { Computer } from './computer.ts';
import { askMetadata, isMetadataHost, type WebAnswer, type WebRequest } from './imds.ts';
import { askWebServer } from './web-site.ts';

/** Where a request goes. */
export interface WebTarget {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly target: string;
}

/** Why no answer came. */
export type WebFailure = 'no-such-host' | 'refused' | 'timeout' | 'no-internet';

/** Takes an address apart; null where it is none. */
export function parseAddress(address: string): WebTarget | null {
  const found =
    /^(?:(https?):\/\/)?(?:[^@/]*@)?(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?(\/[^#]*|\?[^#]*)?(?:#.*)?$/.exec(
      address,
    );
  if (!found?.[2]) return null;
  const scheme = found[1] === 'https' ? 'https' : 'http';
  const rest = found[4] ?? '/';
  return {
    scheme,
    host: found[2].toLowerCase(),
    port: found[3] ? Number(found[3]) : scheme === 'https' ? 443 : 80,
    target: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

/**
 * Sends a request to what a practice machine can reach: the metadata service, itself, and other practice machines.
 *
 * There is no internet behind it: nothing that is typed here leaves this computer.
 */
export async function sendRequest(
  computer: Computer,
  to: WebTarget,
  request: WebRequest,
): Promise<WebAnswer | WebFailure> {
  if (isMetadataHost(to.host))
    return to.port === 80 && to.scheme === 'http' ? askMetadata(computer, request) : 'timeout';
  if (isOwnName(computer, to.host)) {
    if (to.port !== 80 || to.scheme !== 'http') return 'refused';
    return askWebServer(computer, request, to.host === computer.spec.privateIp ? to.host : '127.0.0.1') ?? 'refused';
  }
  const address = addressOf(to.host);
  if (address === null) return 'no-such-host';
  const other = await computer.neighbour(address, to.port);
  if (!other) return address.startsWith('172.') || address.startsWith('10.') ? 'timeout' : 'no-internet';
  if (to.scheme !== 'http' || to.port !== 80) return 'refused';
  return askWebServer(other, request, computer.spec.privateIp) ?? 'refused';
}

function isOwnName(computer: Computer, host: string): boolean {
  const { spec } = computer;
  const own = ['localhost', 'ip6-localhost', spec.privateIp, spec.hostname, computer.hostname];
  return (
    own.includes(host) || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host) || host.startsWith(`${spec.hostname}.`)
  );
}

/** An address, also from EC2's own names for addresses. */
function addressOf(host: string): string | null {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) return host;
  const named = /^(?:ip|ec2)-(\d+)-(\d+)-(\d+)-(\d+)(?:\.|$)/.exec(host);
  return named ? named.slice(1).join('.') : null;
}
