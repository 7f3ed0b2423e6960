/** What a page needs to know for its attacks. */
export interface Target {
  /** Where the practice cloud is; for the page another origin, or its own by rebinding. */
  readonly origin: string;
  /** Path and query of a call that was signed in the query string; as if one had been stolen. */
  readonly presigned: string;
  /** Headers of a call that was signed in a header. */
  readonly signed: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Every way in that a page has, each marked by its name in the request. */
export const attackNames = [
  ...['beacon', 'css', 'eventSource', 'fetchCors', 'fetchCredentials', 'fetchNoCors', 'fetchPresigned', 'fetchSigned'],
  ...['formGet', 'formPlain', 'formPost', 'frame', 'image', 'popup', 'preload', 'script', 'video', 'webSocket', 'xhr'],
] as const;

/**
 * Runs inside a page: tries every attack and answers the names of those whose reply the page could read.
 *
 * Playwright carries only the text of this function into the page, so it uses nothing from outside.
 */
export async function attack({ origin, presigned, signed, body }: Target): Promise<string[]> {
  const readable: string[] = [];
  const form = 'application/x-www-form-urlencoded';
  const named = (name: string, path = '/?') => `${origin}${path}&attack=${name}`;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const ask = async (name: string, url: string, init: RequestInit): Promise<void> => {
    const response = await fetch(url, init).catch(() => null);
    const text = response ? await response.text().catch(() => '') : '';
    if (text !== '') readable.push(name);
  };
  const element = <K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string>>) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    document.body.append(made);
    return made;
  };
  const submit = (name: string, method: string, enctype: string) => {
    element('iframe', { name: `sink-${name}` });
    const made = element('form', { action: named(name, presigned), method, enctype, target: `sink-${name}` });
    for (const [key, value] of new URLSearchParams(`${body}&attack=${name}`)) {
      const input = document.createElement('input');
      Object.assign(input, { type: 'hidden', name: key, value });
      made.append(input);
    }
    made.submit();
  };

  const post = { method: 'POST', headers: { 'content-type': form }, body };
  await ask('fetchNoCors', named('fetchNoCors'), { ...post, mode: 'no-cors' });
  await ask('fetchCors', named('fetchCors'), post);
  await ask('fetchCredentials', named('fetchCredentials'), { ...post, credentials: 'include' });
  await ask('fetchSigned', named('fetchSigned'), { ...post, headers: { ...signed } });
  await ask('fetchPresigned', named('fetchPresigned', presigned), { mode: 'no-cors', referrerPolicy: 'no-referrer' });
  navigator.sendBeacon(named('beacon', presigned), new URLSearchParams(body));
  const request = new XMLHttpRequest();
  request.open('POST', named('xhr'));
  request.setRequestHeader('content-type', form);
  request.onload = () => readable.push('xhr');
  request.send(body);
  submit('formPost', 'post', form);
  submit('formPlain', 'post', 'text/plain');
  submit('formGet', 'get', form);
  element('img', { src: named('image', presigned), referrerpolicy: 'no-referrer' });
  element('script', { src: named('script', presigned) });
  element('link', { rel: 'stylesheet', href: named('css', presigned) });
  element('link', { rel: 'preload', as: 'fetch', href: named('preload', presigned) });
  element('iframe', { src: named('frame', presigned), referrerpolicy: 'no-referrer' });
  element('video', { src: named('video', presigned) });
  new EventSource(named('eventSource', presigned)).onmessage = () => readable.push('eventSource');
  const socket = new WebSocket(named('webSocket', presigned).replace('http:', 'ws:'));
  socket.onopen = () => readable.push('webSocket');
  window.open(named('popup', presigned), '_blank', 'noreferrer');
  await wait(2_500);
  return readable;
}
