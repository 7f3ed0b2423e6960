import { get } from 'node:https';

/** Amazon's own answer to the question which address one comes from. */
const WHERE = 'https://checkip.amazonaws.com/';
const LIMIT_MS = 5_000;

/** This computer's public IPv4 address as Amazon sees it; undefined when it cannot be found out in five seconds. */
export function askPublicAddress(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const nobody = () => resolve(undefined);
    const request = get(WHERE, { signal: AbortSignal.timeout(LIMIT_MS) }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        // An address has 15 characters; whoever sends more is somebody else.
        if (text.length > 100) request.destroy();
      });
      response.on('end', () => resolve(response.statusCode === 200 ? readAddress(text) : undefined));
      response.on('error', nobody);
    });
    request.on('error', nobody);
    request.on('close', nobody);
  });
}

/** The address in an answer, or undefined when it is anything else (an IPv6 address, a login page of a hotel). */
export function readAddress(text: string): string | undefined {
  const address = text.trim();
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  return parts?.every((part) => part <= 255) ? address : undefined;
}
