import { fail, ok } from './command-ends.ts';
import type { CommandRoom, Program } from './commands.ts';
import { type CurlOrder, readCurl } from './curl-words.ts';
import type { WebAnswer } from './imds.ts';
import { parseAddress, sendRequest, type WebFailure } from './web-requests.ts';

/** curl and wget, which reach the metadata service, the machine's own web server and other practice machines. */
export function webCommands(room: CommandRoom): Record<string, Program> {
  const { computer, shell } = room;
  const { files } = shell;

  const ask = async (
    order: CurlOrder,
    address: string,
  ): Promise<{ answer: WebAnswer; url: string } | { failure: WebFailure; host: string; port: number }> => {
    let url = address;
    for (let hops = 0; ; hops += 1) {
      const to = parseAddress(url);
      if (!to) return { failure: 'no-such-host', host: url.replace(/^\w+:\/\//, '').replace(/[/:?].*$/, ''), port: 80 };
      const host = to.port === 80 ? to.host : `${to.host}:${to.port}`;
      const headers = new Map([['host', host], ['user-agent', 'curl/8.5.0'], ['accept', '*/*'], ...order.headers]);
      const answer = await sendRequest(computer, to, { method: order.method, target: to.target, headers });
      if (typeof answer === 'string') return { failure: answer, host: to.host, port: to.port };
      const next = answer.headers.find(([name]) => name === 'Location')?.[1];
      if (!order.follows || next === undefined || hops >= 20) return { answer, url };
      url = next;
    }
  };

  const curl: Program = async (args, context) => {
    const order = readCurl(args);
    if (order.wrong !== null)
      return fail(
        `curl: option ${order.wrong}: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information`,
        2,
      );
    if (order.isVersion) return ok('curl 8.5.0 (x86_64-pc-linux-gnu) libcurl/8.5.0\nProtocols: http\n');
    if (order.addresses.length === 0)
      return fail("curl: (2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information", 2);
    const parts: Buffer[] = [];
    const errors: string[] = [];
    let code = 0;
    for (const address of order.addresses) {
      const result = await ask(order, address);
      if ('failure' in result) {
        const [number, words] = curlFailure(result.failure, result.host, result.port, order.seconds);
        code = number;
        if (!order.silent || order.showsErrors) errors.push(`curl: (${number}) ${words}`);
        continue;
      }
      const { answer } = result;
      if (order.fails && answer.status >= 400) {
        code = 22;
        if (!order.silent || order.showsErrors)
          errors.push(`curl: (22) The requested URL returned error: ${answer.status}`);
        parts.push(Buffer.from(written(order.writesOut, answer)));
        continue;
      }
      if (order.isVerbose) errors.push(...verbose(order, result.url, answer));
      const head = order.withHead ? Buffer.from(headOf(answer)) : Buffer.alloc(0);
      const body = Buffer.concat([head, order.onlyHead ? Buffer.alloc(0) : answer.body]);
      const output =
        order.output ??
        (order.remoteName
          ? (parseAddress(address)
              ?.target.replace(/[?].*$/, '')
              .split('/')
              .at(-1) ?? '')
          : null);
      if (output === '')
        return fail(
          'curl: Remote file name has no length!\ncurl: (23) Failed writing received data to disk/application',
          23,
        );
      if (output === null || output === '-') parts.push(body);
      else if (output !== '/dev/null') {
        const problem = await save(files, files.resolvePath(context.cwd, output), body);
        if (problem) {
          code = 23;
          errors.push(`curl: (23) Failure writing output to destination`);
        }
      }
      parts.push(Buffer.from(written(order.writesOut, answer)));
    }
    return {
      stdout: Buffer.concat(parts).toString('latin1'),
      stdoutKind: 'bytes',
      stderr: errors.map((line) => `${line}\n`).join(''),
      exitCode: code,
    };
  };

  const wget: Program = async (args, context) => {
    const quiet = args.some((arg) => /^-\w*q/.test(arg));
    const at = args.findIndex((arg) => /^-\w*O$/.test(arg));
    const attached = args.find((arg) => /^-\w*O./.test(arg))?.replace(/^-\w*?O/, '');
    const named = attached ?? (at >= 0 ? args[at + 1] : undefined);
    const method = args.find((arg) => arg.startsWith('--method='))?.slice('--method='.length);
    const headers = args
      .filter((arg) => arg.startsWith('--header='))
      .flatMap((arg) => ['-H', arg.slice('--header='.length)]);
    const url = args.find((arg, index) => !arg.startsWith('-') && !(at >= 0 && index === at + 1));
    if (url === undefined) return fail('wget: missing URL\nUsage: wget [OPTION]... [URL]...', 1);
    const order = readCurl(['-L', ...(method ? ['-X', method] : []), ...headers, url]);
    const result = await ask(order, url);
    if ('failure' in result) {
      return fail(
        result.failure === 'refused'
          ? `Connecting to ${result.host}:${result.port}... failed: Connection refused.`
          : `wget: unable to resolve host address ‘${result.host}’ (a practice machine has no internet)`,
        4,
      );
    }
    const { answer } = result;
    if (answer.status >= 400)
      return fail(
        `${quiet ? '' : `HTTP request sent, awaiting response... ${answer.status} ${answer.reason}\n`}ERROR ${answer.status}: ${answer.reason}.`,
        8,
      );
    if (named === '-') return { stdout: answer.body.toString('latin1'), stdoutKind: 'bytes', stderr: '', exitCode: 0 };
    const name =
      named ??
      (parseAddress(url)
        ?.target.replace(/[?].*$/, '')
        .split('/')
        .at(-1) ||
        'index.html');
    const problem = await save(files, files.resolvePath(context.cwd, name), answer.body);
    if (problem) return fail(`${name}: ${problem}`, 3);
    return {
      ...ok(),
      stderr: quiet
        ? ''
        : `HTTP request sent, awaiting response... 200 OK\nLength: ${answer.body.length}\nSaving to: ‘${name}’\n\n‘${name}’ saved [${answer.body.length}/${answer.body.length}]\n\n`,
    };
  };

  return { curl, wget };
}

async function save(files: CommandRoom['shell']['files'], path: string, body: Buffer): Promise<string | null> {
  try {
    await files.writeFile(path, body);
    return null;
  } catch (error) {
    const code = (error as { code?: string }).code;
    return code === 'ENOSPC'
      ? 'No space left on device'
      : code === 'EACCES'
        ? 'Permission denied'
        : 'No such file or directory';
  }
}

function curlFailure(
  failure: WebFailure,
  host: string,
  port: number,
  seconds: number | null,
): readonly [number, string] {
  switch (failure) {
    case 'no-such-host':
      return [6, `Could not resolve host: ${host} (a practice machine has no internet)`];
    case 'refused':
      return [7, `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`];
    case 'timeout':
      return seconds === null
        ? [28, `Failed to connect to ${host} port ${port} after 134621 ms: Couldn't connect to server`]
        : [28, `Connection timed out after ${Math.round(seconds * 1_000) + 1} milliseconds`];
    case 'no-internet':
      return [28, `Failed to connect to ${host} port ${port}: a practice machine has no internet`];
  }
}

function headOf(answer: WebAnswer): string {
  return `HTTP/1.1 ${answer.status} ${answer.reason}\r\n${answer.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

function written(format: string | null, answer: WebAnswer): string {
  if (format === null) return '';
  return format
    .replace(/%\{http_code\}|%\{response_code\}/g, String(answer.status))
    .replace(/%\{size_download\}/g, String(answer.body.length))
    .replace(/%\{content_type\}/g, answer.headers.find(([name]) => name === 'Content-Type')?.[1] ?? '')
    .replace(/%\{time_total\}/g, '0.001')
    .replace(/%\{\w+\}/g, '')
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t');
}

function verbose(order: CurlOrder, url: string, answer: WebAnswer): string[] {
  const to = parseAddress(url);
  return [
    `* Connected to ${to?.host} (${to?.host}) port ${to?.port}`,
    `> ${order.method} ${to?.target} HTTP/1.1`,
    `> Host: ${to?.host}`,
    '> User-Agent: curl/8.5.0',
    ...[...order.headers].map(([name, value]) => `> ${name}: ${value}`),
    '> ',
    `< HTTP/1.1 ${answer.status} ${answer.reason}`,
    ...answer.headers.map(([name, value]) => `< ${name}: ${value}`),
    '< ',
  ];
}
