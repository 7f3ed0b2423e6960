import type { Page } from 'playwright';

/** Addresses that the window must never go to nor open. */
export const FOREIGN_ADDRESSES: readonly string[] = [
  ...[
    'https',
    'http',
    'ftp',
    'ws',
    'wss',
    'file',
    'smb',
    'ssh',
    'vscode',
    'chrome',
    'devtools',
    'view-source',
    'app2',
    'ms-msdt',
    'itms',
    'search-ms',
  ].map((scheme) => `${scheme}://example.com/x`),
  ...['/other.html', '/index.html?x', '/..', '//evil.example/', '/assets/', '/%2e%2e/x'].map(
    (path) => `app://amiable${path}`,
  ),
  ...['app://other/index.html', 'app://amiable.example/', 'app://user@amiable/', 'app:///index.html', 'app:x'],
  ...[
    'file:///etc/passwd',
    'file:///',
    'file://localhost/etc/passwd',
    'file:etc/passwd',
    '//example.com/',
    '///etc/passwd',
    '\\\\server\\share',
  ],
  ...[
    'data:text/html,<script>1</script>',
    'data:,x',
    'data:image/svg+xml,<svg/>',
    'blob:app://amiable/x',
    'blob:https://example.com/x',
  ],
  ...[
    'javascript:document.title=1',
    'javascript:void(location="https://example.com")',
    'JaVaScRiPt:1',
    'java\nscript:1',
    'vbscript:1',
  ],
  ...['chrome://gpu', 'chrome://version', 'devtools://devtools/bundled/inspector.html'],
  ...[
    'mailto:a@example.com',
    'tel:+1',
    'http://127.0.0.1:1/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'https://example.com:0/',
  ],
];

/**
 * Tries, in the page, to leave it and to open windows by each address; answers the addresses that opened something.
 *
 * Chromium ignores more than 200 navigations in ten seconds, so three for each of at most 60 addresses.
 */
export function tryToLeave(page: Page, addresses: readonly string[]): Promise<string[]> {
  return page.evaluate(async (list) => {
    const opened: string[] = [];
    const pause = (): Promise<void> => new Promise((done) => setTimeout(done, 5));
    const click = (address: string, target: string): void => {
      const link = document.createElement('a');
      link.href = address;
      link.target = target;
      document.body.append(link);
      link.click();
      link.remove();
    };
    for (const address of list) {
      const attempts: (() => unknown)[] = [
        () => window.open(address),
        () => window.open(address, '_self'),
        () => click(address, '_blank'),
        () => click(address, '_self'),
        () => location.assign(address),
      ];
      for (const attempt of attempts) {
        try {
          const result = attempt();
          if (result !== undefined && result !== null && result !== window) opened.push(address);
        } catch {
          // Refused by the browser itself.
        }
      }
      await pause();
    }
    return opened;
  }, addresses);
}

/** What a page must not be able to reach; answers the names of what it did reach. */
export function tryPowers(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // What a debugger evaluates may itself evaluate until it first waits; the page's own code may not.
    await new Promise((done) => setTimeout(done));
    const probes: Record<string, () => unknown> = {
      require: () => (globalThis as Record<string, unknown>).require,
      process: () => (globalThis as Record<string, unknown>).process,
      module: () => (globalThis as Record<string, unknown>).module,
      buffer: () => (globalThis as Record<string, unknown>).Buffer,
      global: () => (globalThis as Record<string, unknown>).global,
      // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
      eval: () => globalThis.eval('1 + 1'),
      newFunction: () => new Function('return 1')(),
      timeoutText: () =>
        new Promise((done) => {
          (globalThis as Record<string, unknown>).done = () => done(true);
          try {
            setTimeout('done()' as unknown as () => void, 0);
          } finally {
            setTimeout(() => done(undefined), 50);
          }
        }),
      innerHTML: () => {
        const box = document.createElement('div');
        box.innerHTML = '<b>x</b>';
        return box.firstChild;
      },
      insertAdjacentHTML: () => {
        const box = document.createElement('div');
        box.insertAdjacentHTML('beforeend', '<b>x</b>');
        return box.firstChild;
      },
      documentWrite: () => {
        document.write('<b>x</b>');
        return true;
      },
      policy: () =>
        (
          globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
        ).trustedTypes.createPolicy('own', { createHTML: (text: string) => text }),
      fetchHttp: () => fetch('http://127.0.0.1:9/').then(() => true),
      fetchHttps: () => fetch('https://example.com/').then(() => true),
      fetchFile: () => fetch('file:///etc/passwd').then((answer) => answer.text()),
      fetchOwn: () => fetch('app://amiable/index.html').then((answer) => answer.text()),
      webSocket: () =>
        new Promise((done) => {
          const socket = new WebSocket('ws://127.0.0.1:9/');
          socket.onopen = () => done(true);
          socket.onerror = () => done(undefined);
        }),
      dataWorker: () =>
        new Promise((done) => {
          const worker = new Worker('data:text/javascript,postMessage(1)');
          worker.onmessage = () => done(true);
          worker.onerror = () => done(undefined);
        }),
    };
    const reached: string[] = [];
    for (const [name, probe] of Object.entries(probes)) {
      try {
        const result = await Promise.race([Promise.resolve(probe()), new Promise((done) => setTimeout(done, 1_000))]);
        if (result !== undefined && result !== null) reached.push(name);
      } catch {
        // Refused.
      }
    }
    return reached;
  });
}

/** Puts scripts into the page in every way that markup allows; answers those that ran. */
export function tryScripts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const ran: string[] = [];
    (globalThis as unknown as { ran: (name: string) => void }).ran = (name) => ran.push(name);
    const put = (make: () => Element): void => {
      try {
        document.body.append(make());
      } catch {
        // Refused by Trusted Types.
      }
    };
    const element = (tag: string, attributes: Record<string, string>): Element => {
      const made = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      return made;
    };
    put(() => Object.assign(document.createElement('script'), { textContent: 'ran("inline")' }));
    put(() => {
      const script = document.createElement('script');
      script.append('ran("inline text node")');
      return script;
    });
    put(() => element('script', { src: 'data:text/javascript,ran("data script")' }));
    put(() => element('script', { src: 'https://example.com/x.js' }));
    put(() => element('img', { src: 'x:', onerror: 'ran("onerror")' }));
    put(() => element('svg', { onload: 'ran("svg onload")' }));
    put(() => element('iframe', { srcdoc: '<script>parent.ran("srcdoc")</script>' }));
    put(() => element('iframe', { src: 'javascript:parent.ran("javascript frame")' }));
    put(() => element('iframe', { src: 'data:text/html,<script>parent.ran("data frame")</script>' }));
    put(() => element('object', { data: 'data:text/html,<script>parent.ran("object")</script>' }));
    put(() => element('embed', { src: 'data:text/html,<script>parent.ran("embed")</script>' }));
    put(() => element('base', { href: 'https://example.com/' }));
    put(() => element('details', { open: '', ontoggle: 'ran("ontoggle")' }));
    for (const [event, tag] of [
      ['onclick', 'button'],
      ['onfocus', 'input'],
    ] as const) {
      try {
        const made = element(tag, { [event]: `ran("${event}")` }) as HTMLElement;
        document.body.append(made);
        made.click();
        made.focus();
      } catch {
        // Refused by Trusted Types.
      }
    }
    const link = element('a', { href: 'javascript:ran("link")' }) as HTMLAnchorElement;
    document.body.append(link);
    link.click();
    await new Promise((done) => setTimeout(done, 300));
    return ran;
  });
}

/** Puts a webview into the page; answers whether it became one. */
export function tryWebview(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'about:blank');
    document.body.append(view);
    await new Promise((done) => setTimeout(done, 300));
    return 'getWebContentsId' in view;
  });
}
