import { describe, expect, it } from 'vitest';
import { fill } from './fill';
import { unavailable, type Fragment } from './fragment';

const key = (values: object, partial?: true): Fragment => ({
  registry: { 'HKLM\\K': { values: { ...values }, ...(partial ? { partial } : {}) } }
});

describe('an image that is filled from another', () => {
  it('keeps what it knows, and that something is not there', () => {
    const image: Fragment = { services: { a: { state: 'running' }, b: null }, updates: [] };
    expect(fill(image, { services: { a: { state: 'stopped' }, b: {} }, updates: ['KB1'] })).toEqual(image);
  });

  it('takes what it does not know, at any depth', () => {
    const image: Fragment = { os: { build: unavailable('failed'), edition: 'Core' } };
    expect(fill(image, { os: { build: 1, ubr: 2, edition: 'x' }, sockets: [] })).toEqual({
      os: { build: 1, ubr: 2, edition: 'Core' },
      sockets: []
    });
  });

  it('keeps the first reason, unless nobody had come to it', () => {
    const image: Fragment = { updates: unavailable('blocked', 'why'), sockets: unavailable('not-read') };
    const more: Fragment = { updates: unavailable('not-read'), sockets: unavailable('timeout') };
    expect(fill(image, more)).toEqual({
      updates: unavailable('blocked', 'why'),
      sockets: unavailable('timeout')
    });
  });

  it('is not partial any more where all of a key was read', () => {
    expect(fill(key({ a: null }, true), key({ b: null }))).toEqual(key({ a: null, b: null }));
    expect(fill(key({ a: null }, true), key({ b: null }, true))).toEqual(key({ a: null, b: null }, true));
  });
});
