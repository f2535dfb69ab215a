import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isOwnPage, isOwnResource, pageFile } from './page';

const folder = process.platform === 'win32' ? 'C:\\app\\out\\renderer' : '/app/out/renderer';
const base = pathToFileURL(folder).href;

describe('isOwnResource', () => {
  it.each([
    `${base}/index.html`,
    `${base}/assets/index-1.js`,
    `${base}/index.html#start`,
    'data:image/png;base64,AA=='
  ])('lets %s load', (url) => expect(isOwnResource(url, folder)).toBe(true));
  it.each([
    base,
    `${base}-other/index.html`,
    `${base}/../main/index.js`,
    `${base}/%2e%2e/main/index.js`,
    `${base}/..%2fmain/index.js`,
    'file:///etc/passwd',
    `file://server${new URL(base).pathname}/index.html`,
    'http://127.0.0.1/index.html',
    'https://example.test/',
    'ws://127.0.0.1/',
    'devtools://devtools/bundled/inspector.html',
    'blob:file:///1',
    'javascript:alert(1)',
    'not a url',
    ''
  ])('lets %s not load', (url) => expect(isOwnResource(url, folder)).toBe(false));
});

describe('isOwnPage', () => {
  const page = pathToFileURL(pageFile).href;
  it('knows the page with and without a fragment', () => {
    expect([page, `${page}#run`].map(isOwnPage)).toEqual([true, true]);
  });
  it.each([
    'about:blank',
    'about:srcdoc',
    page.replace('index.html', 'other.html'),
    'http://127.0.0.1/index.html'
  ])('refuses %s', (url) => expect(isOwnPage(url)).toBe(false));
});
