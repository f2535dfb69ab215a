import { describe, expect, it } from 'vitest';
import type { MachineImage } from '../../shared/model/machine-image';
import { encodeFrame, WireEnded } from './frames';
import { askSealed, atTheDoor, elevatedSide, meet, type Stranger } from './lab.test-data';
import { newKey, newNonce, proofOf, sealOf } from './proof';
import { encodeMessage } from './protocol';

const hello = { verb: 'hello', version: 1, nonce: 'a'.repeat(64) };
const text = (words: string): Buffer => encodeFrame(Buffer.from(words, 'utf8'));
const changed = (image: MachineImage): unknown => image['changes'];

describe('who does not know the key', () => {
  it('cannot prove itself', async () => {
    const side = elevatedSide();
    const stranger = atTheDoor(side.deps);
    await expect(meet(stranger, newKey())).rejects.toEqual(new WireEnded('closed'));
    expect(await stranger.done).toBe('not-proved');
    expect(side.calls).toEqual([]);
  });

  it('cannot give the broker its own proof back', async () => {
    const stranger = atTheDoor(elevatedSide().deps);
    const answer = await stranger.wire.exchange(encodeMessage(hello), 1000);
    const { proof } = JSON.parse(answer.toString()) as { proof: string };
    stranger.tell({ verb: 'hello', proof });
    expect(await stranger.done).toBe('not-proved');
  });

  it('gains nothing from all that was recorded of an earlier conversation', async () => {
    const side = elevatedSide();
    const first = atTheDoor(side.deps);
    const { seal } = await meet(first);
    const frame = seal.close(1, encodeMessage({ verb: 'facts' }));
    first.said.push(encodeFrame(frame));
    await first.wire.exchange(frame, 1000);
    expect(side.calls).toEqual(['facts']);
    // The same key and pipe, as if the broker had been started twice with one list of arguments.
    const again = atTheDoor(side.deps, {}, first.launch);
    for (const [at, bytes] of first.said.entries()) {
      again.say(bytes);
      await expect.poll(() => again.heard.length > at || again.stream.destroyed).toBe(true);
    }
    expect(await again.done).toBe('not-proved');
    expect(side.calls).toEqual(['facts']);
  });

  it('cannot skip the proof', async () => {
    for (const begin of [{ verb: 'facts' }, { verb: 'hello', proof: 'a'.repeat(64) }, { verb: 'bye' }]) {
      const side = elevatedSide();
      const stranger = atTheDoor(side.deps);
      stranger.tell(begin);
      expect(await stranger.done).toBe('malformed');
      expect(stranger.heard).toEqual([]);
      expect(side.calls).toEqual([]);
    }
  });

  it('learns from another version which one this is, and no more', async () => {
    const stranger = atTheDoor(elevatedSide().deps);
    stranger.tell({ ...hello, version: 2 });
    expect(await stranger.done).toBe('other-version');
  });
});

describe('who knows the key', () => {
  it('cannot say one thing twice', async () => {
    const side = elevatedSide();
    const stranger = atTheDoor(side.deps);
    const { seal } = await meet(stranger);
    const frame = seal.close(1, encodeMessage({ verb: 'facts' }));
    await stranger.wire.exchange(frame, 1000);
    stranger.say(encodeFrame(frame));
    expect(await stranger.done).toBe('not-proved');
    expect(side.calls).toEqual(['facts']);
  });

  it('cannot give the broker its own words back, or leave a number out', async () => {
    for (const [from, number] of [
      ['broker', 1],
      ['app', 2],
      ['app', 0]
    ] as const) {
      const side = elevatedSide();
      const stranger = atTheDoor(side.deps);
      const { meeting } = await meet(stranger);
      stranger.say(encodeFrame(sealOf(meeting, from).close(number, encodeMessage({ verb: 'facts' }))));
      expect(await stranger.done).toBe('not-proved');
      expect(side.calls).toEqual([]);
    }
  });

  it('cannot ask a second thing before the first is answered', async () => {
    let go: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      go = resolve;
    });
    const own = elevatedSide();
    const side = elevatedSide({
      facts: async () => {
        await gone;
        return own.desk.image();
      }
    });
    const stranger = atTheDoor(side.deps);
    const { seal } = await meet(stranger);
    stranger.say(encodeFrame(seal.close(1, encodeMessage({ verb: 'facts' }))));
    await expect.poll(() => side.calls).toEqual(['facts']);
    stranger.say(
      encodeFrame(seal.close(2, encodeMessage({ verb: 'undo', changeId: 'nla-on-1', force: false })))
    );
    await expect.poll(() => stranger.stream.destroyed).toBe(true);
    go();
    expect(await stranger.done).toBe('unasked');
    const both = atTheDoor(side.deps);
    both.say(Buffer.concat([encodeFrame(encodeMessage(hello)), Buffer.from([0])]));
    expect(await both.done).toBe('unasked');
    expect(side.calls).toEqual(['facts']);
  });

  const nla = { verb: 'plan', fix: 'nla-on', params: {} };
  const apply = { verb: 'apply', fix: 'nla-on', params: {}, hash: '0'.repeat(64) };
  const undo = { verb: 'undo', changeId: 'nla-on-1', force: false };
  it.each([
    ['an unknown verb', { verb: 'write', key: 'HKLM\\SOFTWARE', value: 'x' }],
    ['a verb that is no word', { verb: 1 }],
    ['no verb', {}],
    ['a verb of the prototype', { verb: 'constructor' }],
    ['the hello again', hello],
    ['a list', [nla]],
    ['an unknown member', { ...nla, force: true }],
    ['values of its own to plan', { ...nla, changes: [] }],
    ['values of its own to apply', { ...apply, to: ['REG_DWORD', 0] }],
    ['values of its own to give back', { ...undo, before: ['REG_DWORD', 0] }],
    ['a capture of its own', { ...undo, capture: { made: ['HKLM\\SOFTWARE'] } }],
    ['a place of its own', { ...undo, place: { kind: 'registry-value', key: 'HKLM\\SAM', value: '' } }],
    ['an id with a path', { ...undo, changeId: '..\\..\\journal' }],
    ['an id with a NUL', { ...undo, changeId: 'nla-on-1\0' }],
    ['an id with a quote', { ...undo, changeId: 'nla-on-1"' }],
    ['an empty id', { ...undo, changeId: '' }],
    ['a long id', { ...undo, changeId: 'a'.repeat(101) }],
    ['a force that is no truth', { ...undo, force: 'true' }],
    ['no force', { verb: 'undo', changeId: 'nla-on-1' }],
    ['a fix with a path', { ...nla, fix: '../host/nla-on' }],
    ['a fix with a NUL', { ...nla, fix: 'nla-on\0' }],
    ['a fix with another letter', { ...nla, fix: 'NLA-ON' }],
    ['no hash', { verb: 'apply', fix: 'nla-on', params: {} }],
    ['a short hash', { ...apply, hash: '0' }],
    ['a hash in capitals', { ...apply, hash: 'A'.repeat(64) }],
    ['no parameters', { verb: 'plan', fix: 'nla-on' }],
    [
      'another way out of a change that was cut short',
      { verb: 'recover', changeId: 'nla-on-1', way: 'force' }
    ],
    ['a recovery with a value', { verb: 'recover', changeId: 'nla-on-1', way: 'undo', value: 0 }],
    ['parameters in a list', { ...nla, params: ['TermService'] }],
    ['a parameter that is no text', { ...nla, params: { service: { $ne: 1 } } }],
    ['a parameter that is a number', { ...nla, params: { session: 2 } }],
    ['a parameter with a name that is none', { ...nla, params: { '../x': '' } }],
    ['a parameter that is too long', { ...nla, params: { service: 'x'.repeat(1025) } }],
    [
      'too many parameters',
      { ...nla, params: Object.fromEntries([...'abcdefghi'].map((name) => [name, ''])) }
    ]
  ])('ends it with %s', async (_what, request) => {
    const side = elevatedSide();
    const stranger = atTheDoor(side.deps);
    const { seal } = await meet(stranger);
    await expect(askSealed(stranger, seal, 1, request)).rejects.toEqual(new WireEnded('closed'));
    expect(await stranger.done).toBe('malformed');
    expect(side.calls).toEqual([]);
  });

  it.each([
    ['another prototype', '{"verb":"plan","fix":"nla-on","params":{"__proto__":{"service":"x"}}}'],
    ['another prototype of all', '{"verb":"facts","__proto__":{}}'],
    ['a text cut short', '{"verb":"facts"'],
    ['a text and more', '{"verb":"facts"}{"verb":"facts"}'],
    ['a deep list', '['.repeat(60_000)],
    ['a deep object', '{"verb":'.repeat(8000)],
    ['nothing but null', 'null'],
    ['a mark of byte order', '\xef\xbb\xbf{"verb":"facts"}'],
    ['bytes that are not UTF-8', '{"verb":"plan","fix":"nla-on","params":{"user":"\xc3("}}']
  ])('ends it with %s', async (_what, words) => {
    const side = elevatedSide();
    const stranger = atTheDoor(side.deps);
    const { seal } = await meet(stranger);
    stranger.say(encodeFrame(seal.close(1, Buffer.from(words, 'latin1'))));
    expect(await stranger.done).toBe('malformed');
    expect(side.calls).toEqual([]);
  });
});

describe('a frame', () => {
  it.each([
    ['longer than any may be', Buffer.from([0x00, 0x01, 0x00, 0x01]), 'oversized'],
    ['of four gigabytes', Buffer.from([0xff, 0xff, 0xff, 0xff]), 'oversized'],
    ['of nothing', Buffer.from([0, 0, 0, 0]), 'malformed'],
    ['that is not UTF-8', encodeFrame(Buffer.from([0xc3, 0x28])), 'malformed'],
    ['that is not JSON', text('hello'), 'malformed'],
    ['of another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'oversized'],
    ['with a member too many', text(JSON.stringify({ ...hello, x: 1 })), 'malformed'],
    ['with a short nonce', text(JSON.stringify({ ...hello, nonce: 'aa' })), 'malformed'],
    ['with no version', text(JSON.stringify({ verb: 'hello', nonce: hello.nonce })), 'malformed'],
    ['that is long before anybody is known', text(' '.repeat(2000)), 'oversized']
  ])('%s ends it', async (_what, bytes, reason) => {
    const side = elevatedSide();
    const stranger = atTheDoor(side.deps);
    stranger.say(bytes);
    expect(await stranger.done).toBe(reason);
    expect(side.calls).toEqual([]);
    expect(stranger.heard).toEqual([]);
  });

  it('may come in pieces, and is not waited for longer because of each', async () => {
    const whole = atTheDoor(elevatedSide().deps);
    for (const byte of encodeFrame(encodeMessage(hello))) whole.say(Buffer.from([byte]));
    await expect.poll(() => whole.heard.length).toBe(1);
    whole.stream.destroy();
    const slow = atTheDoor(elevatedSide().deps, { frameMs: 100, helloMs: 60_000 });
    const began = Date.now();
    const drip = setInterval(() => {
      slow.say(Buffer.from([0]));
    }, 25);
    slow.say(Buffer.from([0, 0, 1, 0]));
    expect(await slow.done).toBe('slow');
    clearInterval(drip);
    expect(Date.now() - began).toBeLessThan(1500);
  });

  it('that nobody takes is not waited for', async () => {
    const side = elevatedSide({
      facts: () => Promise.resolve({ schema: 'reconnect.machine/1' as const, filler: 'x'.repeat(8_000_000) })
    });
    const stranger = atTheDoor(side.deps, { frameMs: 100 });
    const { seal } = await meet(stranger);
    stranger.stream.removeAllListeners('data');
    stranger.stream.pause();
    stranger.say(encodeFrame(seal.close(1, encodeMessage({ verb: 'facts' }))));
    expect(await stranger.done).toBe('slow');
  });
});

describe('a peer that is half gone', () => {
  it('is gone', async () => {
    const before = atTheDoor(elevatedSide().deps);
    before.stream.end();
    expect(await before.done).toBe('closed');
    const side = elevatedSide();
    const after = atTheDoor(side.deps);
    const { seal } = await meet(after);
    after.stream.end(encodeFrame(seal.close(1, encodeMessage({ verb: 'facts' }))).subarray(0, -1));
    expect(await after.done).toBe('closed');
    expect(side.calls).toEqual([]);
  });
});

/** The same frames in each run. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function mutated(frame: Buffer, random: (below: number) => number): Buffer {
  for (;;) {
    let bytes: Buffer = Buffer.from(frame);
    for (let times = random(3); times >= 0; times--) {
      const at = random(bytes.length);
      const piece = bytes.subarray(at, at + 1 + random(16));
      const ways: (() => Buffer)[] = [
        () => Buffer.concat([bytes.subarray(0, at), Buffer.from([random(256)]), bytes.subarray(at + 1)]),
        () => Buffer.concat([bytes.subarray(0, at), Buffer.from([random(256)]), bytes.subarray(at)]),
        () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]),
        () => Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]),
        () => bytes.subarray(0, at),
        () => {
          const flipped = Buffer.from(bytes);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << random(8));
          return flipped;
        }
      ];
      bytes = (ways[random(ways.length)] ?? ways[0])?.() ?? bytes;
      if (bytes.length === 0) break;
    }
    // What begins with the whole frame holds that frame, and is another attack: bytes out of turn.
    if (!bytes.subarray(0, frame.length).equals(frame)) return bytes;
  }
}

describe('100,000 mutated frames', () => {
  const requests = [
    { verb: 'facts' },
    { verb: 'plan', fix: 'service-enable', params: { service: 'TermService' } },
    { verb: 'apply', fix: 'listener-on', params: {}, hash: 'a'.repeat(64) },
    { verb: 'undo', changeId: 'nla-on-1', force: false },
    { verb: 'recover', changeId: 'nla-on-1', way: 'undo' }
  ];
  const side = elevatedSide();
  const ended = new Map<string, number>();
  /** Whoever has sent one goes, so that nobody waits for the rest of a frame that was cut short. */
  const finish = async (stranger: Stranger): Promise<void> => {
    stranger.stream.end();
    const reason = await stranger.done;
    ended.set(reason, (ended.get(reason) ?? 0) + 1);
  };
  type Throw = (random: (below: number) => number) => Promise<void>;
  const hellos: Throw = async (random) => {
    const stranger = atTheDoor(side.deps);
    stranger.say(mutated(encodeFrame(encodeMessage({ ...hello, nonce: newNonce() })), random));
    await finish(stranger);
  };
  const proofs: Throw = async (random) => {
    const stranger = atTheDoor(side.deps);
    const answer = await stranger.wire.exchange(encodeMessage(hello), 5000);
    const { nonce } = JSON.parse(answer.toString()) as { nonce: string };
    const meeting = { ...stranger.launch, nonces: { app: hello.nonce, broker: nonce } };
    const proof = encodeMessage({ verb: 'hello', proof: proofOf(meeting, 'app') });
    stranger.say(mutated(encodeFrame(proof), random));
    await finish(stranger);
  };
  const sealed: Throw = async (random) => {
    const stranger = atTheDoor(side.deps);
    const { seal } = await meet(stranger);
    const frame = seal.close(1, encodeMessage(requests[random(requests.length)] ?? {}));
    stranger.say(mutated(encodeFrame(frame), random));
    await finish(stranger);
  };

  it.each([
    ['hellos', hellos, 60_000],
    ['proofs', proofs, 20_000],
    ['requests under seal', sealed, 20_000]
  ] as const)(
    'reach nothing: %s',
    async (_what, throwOne, count) => {
      const random = numbers(count);
      ended.clear();
      for (let done = 0; done < count; done += 100)
        await Promise.all(Array.from({ length: 100 }, () => throwOne(random)));
      expect([...ended.values()].reduce((sum, one) => sum + one, 0)).toBe(count);
      expect(ended.has('done')).toBe(false);
      expect(ended.has('failed')).toBe(false);
      expect(side.calls).toEqual([]);
      expect(changed(side.desk.image())).toBeUndefined();
    },
    120_000
  );
});
