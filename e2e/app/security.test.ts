import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ElectronApplication, Page } from '@playwright/test';
import { contract } from '../../shared/ipc/contract';
import { expect, test as withApp } from './electron';
import { startLoopbackServer, type LoopbackServer } from './loopback-server';

// What the page must not be able to do, tried from inside the page. https://www.electronjs.org/docs/latest/tutorial/security

const test = withApp.extend<{ server: LoopbackServer }>({
  server: async ({}, use) => {
    const server = await startLoopbackServer();
    await use(server);
    await server.stop();
  }
});

/** Playwright's own `page.title()` is empty after a navigation that was refused. */
const titleOf = (page: Page): Promise<string> => page.evaluate(() => document.title);

/** Long enough for a request to loopback to arrive, were it let out. */
const settle = (page: Page): Promise<void> => page.waitForTimeout(500);

const allContents = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ webContents }) => webContents.getAllWebContents().length);

test.describe('the page has no Node', () => {
  test('and no globals of it', async ({ page }) => {
    const names = [
      'require',
      'process',
      'module',
      'exports',
      'global',
      'Buffer',
      'setImmediate',
      '__dirname',
      'electron'
    ];
    const kinds = await page.evaluate(
      (all) => all.map((name) => typeof (globalThis as Record<string, unknown>)[name]),
      names
    );
    expect(kinds).toEqual(names.map(() => 'undefined'));
  });

  test('its process is in the operating system’s sandbox', async ({ app }) => {
    const seen = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Not in the types, and the only way to see what a page really got.
      const asked = contents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return {
        pid: contents?.getOSProcessId() ?? 0,
        preferences: asked.getLastWebPreferences(),
        argv: process.argv
      };
    });
    expect(seen.preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true
    });
    expect(seen.argv).not.toContain('--no-sandbox');
    if (process.platform === 'linux') {
      // 2: a seccomp filter decides about each system call (proc_pid_status(5)).
      expect(readFileSync(`/proc/${seen.pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
    }
  });

  test('the bridge has the calls of the contract, nothing else, and stays as it is', async ({ page }) => {
    const bridge = await page.evaluate(() =>
      Object.fromEntries(
        Object.entries(window.reconnect ?? {}).map(([group, calls]) => [group, Object.keys(calls).sort()])
      )
    );
    const expected = Object.entries(contract).map(([group, entries]) => [
      group,
      Object.entries<{ kind: string }>(entries)
        .map(([name, { kind }]) =>
          kind === 'call' ? name : `on${name.charAt(0).toUpperCase()}${name.slice(1)}`
        )
        .sort()
    ]);
    expect(bridge).toEqual(Object.fromEntries(expected));

    const changed = await page.evaluate(() => {
      const groups = window.reconnect as unknown as Record<string, Record<string, unknown>>;
      const before = groups['run']?.['start'];
      try {
        if (groups['run']) groups['run']['start'] = () => 'taken over';
      } catch {
        // Refusing with an exception is refusing.
      }
      return groups['run']?.['start'] !== before;
    });
    expect(changed).toBe(false);
  });

  test('developer tools stay shut', async ({ app }) => {
    const opened = await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return new Promise((resolve) => {
        contents?.once('devtools-opened', () => resolve(true));
        contents?.openDevTools({ mode: 'detach' });
        setTimeout(() => resolve(contents?.isDevToolsOpened()), 1_000);
      });
    });
    expect(opened).toBe(false);
  });
});

test.describe('the page runs its own script only', () => {
  test('no eval, no function from text', async ({ page }) => {
    // From a timer: what a debugger evaluates itself is exempt from the policy.
    const results = await page.evaluate(() => {
      const later = (work: () => unknown): Promise<string> =>
        new Promise((resolve) => {
          setTimeout(() => {
            try {
              resolve(`ran: ${String(work())}`);
            } catch (error) {
              resolve((error as Error).name);
            }
          }, 0);
        });
      const FunctionOfText = (() => 0).constructor as new (body: string) => () => unknown;
      return Promise.all([later(() => (0, eval)('1 + 1')), later(() => new FunctionOfText('return 2')())]);
    });
    expect(results).toEqual(['EvalError', 'EvalError']);
  });

  test('no inline script, no handler attribute, no script from data, no worker', async ({ page, app }) => {
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "inline script ran"';
      document.body.append(script);
      const data = document.createElement('script');
      data.src = 'data:text/javascript,document.title="data script ran"';
      document.body.append(data);
      const holder = document.createElement('div');
      holder.innerHTML = '<img src="x" onerror="document.title = \'handler ran\'">';
      document.body.append(holder);
    });
    const worker = await page.evaluate(
      () =>
        new Promise((resolve) => {
          try {
            const made = new Worker('data:text/javascript,postMessage(1)');
            made.onmessage = () => resolve('ran');
            made.onerror = () => resolve('refused');
          } catch {
            resolve('refused');
          }
        })
    );
    await settle(page);
    expect(worker).toBe('refused');
    expect(await titleOf(page)).toBe('Reconnect');
    expect(await allContents(app)).toBe(1);
  });
});

test.describe('the page reaches no network', () => {
  test('by fetch, XMLHttpRequest, WebSocket, EventSource or beacon', async ({ page, server }) => {
    const results = await page.evaluate(async (port) => {
      const url = `http://127.0.0.1:${port}/`;
      const settled = (start: (done: (how: string) => void) => void): Promise<string> =>
        new Promise((resolve) => {
          try {
            start(resolve);
          } catch {
            resolve('refused');
          }
        });
      return Promise.all([
        fetch(url).then(
          () => 'reached',
          () => 'refused'
        ),
        settled((done) => {
          const request = new XMLHttpRequest();
          request.onload = () => done('reached');
          request.onerror = () => done('refused');
          request.open('GET', url);
          request.send();
        }),
        settled((done) => {
          const socket = new WebSocket(url.replace('http', 'ws'));
          socket.onopen = () => done('reached');
          socket.onerror = () => done('refused');
        }),
        settled((done) => {
          const source = new EventSource(url);
          source.onopen = () => done('reached');
          source.onerror = () => done('refused');
        }),
        settled((done) => {
          navigator.sendBeacon(url, 'x');
          done('refused');
        })
      ]);
    }, server.port);
    await settle(page);
    expect(results).toEqual(results.map(() => 'refused'));
    expect(server.seen()).toBe(0);
  });

  test('by pictures, styles, scripts, frames, forms, prefetches or WebRTC', async ({ page, server }) => {
    await page.evaluate(async (port) => {
      const url = `http://127.0.0.1:${port}/`;
      new Image().src = url;
      const add = (tag: string, attributes: Record<string, string>): HTMLElement => {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.append(element);
        return element;
      };
      add('link', { rel: 'stylesheet', href: url });
      add('link', { rel: 'prefetch', href: url });
      add('link', { rel: 'preconnect', href: url });
      add('script', { src: url });
      add('iframe', { src: url });
      add('object', { data: url });
      add('video', { src: url });
      add('div', { style: `background: url(${url}); width: 9px; height: 9px` });
      (add('form', { action: url, method: 'post' }) as HTMLFormElement).submit();
      const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
      connection.createDataChannel('x');
      await connection.setLocalDescription(await connection.createOffer());
    }, server.port);
    await page.waitForTimeout(1_500);
    expect(server.seen()).toBe(0);
  });

  test('even where no policy of a page forbids it', async ({ app, server }) => {
    const error = await app.evaluate(async ({ BrowserWindow, session }, port) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: { session: session.fromPartition('reconnect') }
      });
      const failure = await other.loadURL(`http://127.0.0.1:${port}/`).then(
        () => 'loaded',
        (reason: Error) => reason.message
      );
      other.destroy();
      return failure;
    }, server.port);
    expect(error).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(server.seen()).toBe(0);
  });

  test('nor files that were not built with it', async ({ page, userData }) => {
    const png =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
    const file = join(userData, 'dot.png');
    writeFileSync(file, Buffer.from(png, 'base64'), { mode: 0o644 });
    const load = (source: string): Promise<string> =>
      page.evaluate(
        (src) =>
          new Promise<string>((resolve) => {
            const image = new Image();
            image.onload = () => resolve('loaded');
            image.onerror = () => resolve('refused');
            image.src = src;
          }),
        source
      );
    expect(await load(`data:image/png;base64,${png}`)).toBe('loaded');
    expect(await load(pathToFileURL(file).href)).toBe('refused');
  });
});

test.describe('the page stays where it is', () => {
  for (const [how, go] of Object.entries({
    'by location': (url: string) => {
      location.href = url;
    },
    'by replacing': (url: string) => location.replace(url),
    'by a link': (url: string) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
    },
    'by a refresh': (url: string) => {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'refresh';
      meta.content = `0; url=${url}`;
      document.head.append(meta);
    }
  })) {
    test(how, async ({ page, server }) => {
      const before = page.url();
      for (const url of [
        `http://127.0.0.1:${server.port}/`,
        'file:///etc/hostname',
        'data:text/html,elsewhere'
      ]) {
        await page.evaluate(go, url);
        await settle(page);
        expect(page.url()).toBe(before);
      }
      expect(await titleOf(page)).toBe('Reconnect');
      expect(server.seen()).toBe(0);
    });
  }

  test('opens no window, no embedded page, saves no file', async ({ app, page, server }) => {
    await app.evaluate(({ session }) => {
      const seen = globalThis as unknown as { downloads: boolean[] };
      seen.downloads = [];
      // After the app's own listener, so that it sees what that one decided.
      session.fromPartition('reconnect').on('will-download', ({ defaultPrevented }) => {
        seen.downloads.push(defaultPrevented);
      });
    });
    const opened = await page.evaluate((url) => {
      const handle = window.open(url);
      const blank = window.open('about:blank');
      const link = document.createElement('a');
      link.href = url;
      link.target = '_blank';
      document.body.append(link);
      link.click();
      const embedded = document.createElement('webview');
      embedded.setAttribute('src', url);
      document.body.append(embedded);
      const save = document.createElement('a');
      save.href = 'data:text/plain,saved';
      save.download = 'saved.txt';
      document.body.append(save);
      save.click();
      return [handle, blank].map(String);
    }, `http://127.0.0.1:${server.port}/`);
    await settle(page);
    expect(opened).toEqual(['null', 'null']);
    expect(await allContents(app)).toBe(1);
    const refused = await app.evaluate(() => (globalThis as unknown as { downloads: boolean[] }).downloads);
    expect(refused).toEqual([true]);
    expect(server.seen()).toBe(0);
  });
});

test.describe('the page is granted nothing', () => {
  test('that can be asked for', async ({ page }) => {
    const answers = await page.evaluate(async () => {
      const refusal = (work: Promise<unknown>): Promise<string> =>
        work.then(
          () => 'granted',
          (error: Error) => error.name
        );
      return {
        notifications: await Notification.requestPermission(),
        geolocation: await new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            ({ code }) => resolve(code)
          );
        }),
        clipboard: await refusal(navigator.clipboard.readText()),
        microphone: await refusal(navigator.mediaDevices.getUserMedia({ audio: true })),
        camera: await refusal(navigator.mediaDevices.getUserMedia({ video: true })),
        screen: await refusal(navigator.mediaDevices.getDisplayMedia({ video: true }))
      };
    });
    expect(answers.notifications).toBe('denied');
    // GeolocationPositionError.PERMISSION_DENIED
    expect(answers.geolocation).toBe(1);
    expect(answers.clipboard).toBe('NotAllowedError');
    for (const device of [answers.microphone, answers.camera, answers.screen])
      expect(device).not.toBe('granted');
  });

  test('that can be looked up', async ({ page }) => {
    const names = ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'midi'];
    const states = await page.evaluate(
      (all) =>
        Promise.all(
          all.map((name) =>
            navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state)
          )
        ),
      names
    );
    expect(states).toEqual(names.map(() => 'denied'));
  });
});

test.describe('main answers our page alone', () => {
  test('a frame inside it has no bridge, and a call in its name is refused', async ({ app, page }) => {
    const bridge = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      return typeof frame.contentWindow?.reconnect;
    });
    expect(bridge).toBe('undefined');

    const answers = await app.evaluate(async ({ BrowserWindow, ipcMain }) => {
      type Handler = (event: unknown, args: unknown) => Promise<unknown>;
      const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> };
      const sender = BrowserWindow.getAllWindows()[0]?.webContents;
      const top = sender?.mainFrame;
      const call = (senderFrame: unknown): Promise<unknown> =>
        new Promise((resolve) => {
          // Electron 22 answers through the event, later ones by what the handler gives back.
          const event = { sender, senderFrame, _reply: resolve, _throw: resolve };
          void handlers
            .get('reconnect:app.info')?.(event, {})
            .then((value) => value !== undefined && resolve(value));
        });
      return { inner: await call(top?.frames[0]), gone: await call(null), top: await call(top) };
    });
    expect(answers.inner).toMatchObject({ ok: false, error: { code: 'sender-not-trusted' } });
    expect(answers.gone).toMatchObject({ ok: false, error: { code: 'sender-not-trusted' } });
    expect(answers.top).toMatchObject({ ok: true });
  });

  test('another window is refused, and no channel exists beside the contract', async ({
    app,
    page,
    userData
  }) => {
    const preload = join(userData, 'hostile.js');
    const script = `const { contextBridge, ipcRenderer } = require('electron');
      contextBridge.exposeInMainWorld('ipc', { invoke: (name, args) => ipcRenderer.invoke(name, args).catch(String) });`;
    writeFileSync(preload, script, { mode: 0o644 });
    const answers = await app.evaluate(
      async ({ BrowserWindow, session }, { file, url }) => {
        const other = new BrowserWindow({
          show: false,
          webPreferences: { preload: file, session: session.fromPartition('reconnect') }
        });
        await other.loadURL(url);
        const ask = (name: string): Promise<unknown> =>
          other.webContents.executeJavaScript(`ipc.invoke('${name}', {})`);
        const all = [
          await ask('reconnect:app.info'),
          await ask('reconnect:app.nothing'),
          await ask('__ELECTRON_LOG__')
        ];
        other.destroy();
        return all;
      },
      { file: preload, url: page.url() }
    );
    expect(answers[0]).toMatchObject({ ok: false, error: { code: 'sender-not-trusted' } });
    expect(answers[1]).toContain('No handler registered');
    expect(answers[2]).toContain('No handler registered');
  });

  const wrong: Readonly<Record<string, [string, string, unknown]>> = {
    'an unknown key': ['app', 'info', { extra: true }],
    'nothing at all': ['run', 'start', undefined],
    null: ['run', 'start', null],
    'a wrong type': ['run', 'cancel', { runId: 7 }],
    'a wrong type inside': ['run', 'start', { input: { kind: 'typed', text: ['pc9'] } }],
    'an unknown key inside': ['run', 'start', { input: { kind: 'typed', text: 'pc9', port: 1 } }],
    'a path': ['run', 'start', { input: { kind: 'file', path: '/etc/passwd' } }],
    'text that is too long': ['run', 'start', { input: { kind: 'typed', text: 'x'.repeat(10_001) } }],
    'a file that is too long': [
      'run',
      'start',
      { input: { kind: 'rdp-file', content: 'x'.repeat(1_000_001) } }
    ],
    'an id that is too long': ['run', 'cancel', { runId: 'x'.repeat(101) }],
    'an unknown choice': ['run', 'copy', { runId: 'x', what: { stage: 'nowhere' } }]
  };
  for (const [what, [group, name, args]] of Object.entries(wrong)) {
    test(`refuses ${what}`, async ({ page }) => {
      const answer = await page.evaluate(
        ([groupName, callName, value]) => {
          const groups = window.reconnect as unknown as Record<
            string,
            Record<string, (args: unknown) => Promise<unknown>>
          >;
          return groups[groupName]?.[callName]?.(value);
        },
        [group, name, args] as const
      );
      expect(answer).toEqual({
        ok: false,
        error: {
          code: 'arguments-not-valid',
          key: 'app.error.unknown',
          params: { code: 'arguments-not-valid' }
        }
      });
    });
  }

  test('a refusal of its own names no stack and no path', async ({ page }) => {
    const answer = await page.evaluate(() => window.reconnect?.run.again({ runId: 'no such run' }));
    expect(answer).toMatchObject({ ok: false });
    expect(JSON.stringify(answer)).not.toMatch(/\bat \S+:\d+|\.(js|ts)\b|Error:/);
  });
});
