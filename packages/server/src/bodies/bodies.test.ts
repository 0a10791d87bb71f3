import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { type Bodies, createBodies } from './bodies.ts';
import type { Body } from './body.ts';

const textOf = (hash: string): string => JSON.stringify({ hash, words: 'again and again '.repeat(200) });

interface Shelf {
  readonly bodies: Bodies;
  /** Hashes that the store was asked for. */
  readonly asked: string[];
  /** Lets the store answer, where it waits. */
  readonly answer: () => void;
}

function shelf({ budget = 1_000_000, waits = false } = {}): Shelf {
  const asked: string[] = [];
  let gate = Promise.withResolvers<void>();
  const findServed = async (hash: string) => {
    asked.push(hash);
    if (waits) await gate.promise;
    if (hash === 'withdrawn') return 'withdrawn' as const;
    if (hash === 'broken') throw new Error('the database is away');
    return hash === 'unknown' ? undefined : { chapter: hash.split(':')[0] ?? '', text: textOf(hash) };
  };
  const bodies = createBodies({ findServed }, { budget, onError: (error) => expect.unreachable(String(error)) });
  const answer = (): void => {
    gate.resolve();
    gate = Promise.withResolvers();
  };
  return { bodies, asked, answer };
}

/** Once brotli has been made of it. */
const whole = (bodies: Bodies, hash: string): Promise<Body> =>
  vi.waitFor(() => {
    const body = bodies.peek(hash);
    if (!body?.forms.br) throw new Error('not yet');
    return body;
  });

describe('a body', () => {
  test('is the text in every coding, and each says what it is', async () => {
    const { bodies } = shelf();
    await bodies.find('a:1');
    const { forms } = await whole(bodies, 'a:1');
    expect(forms.identity.bytes.toString()).toBe(textOf('a:1'));
    expect(gunzipSync(forms.gzip?.bytes ?? '').toString()).toBe(textOf('a:1'));
    expect(brotliDecompressSync(forms.br?.bytes ?? '').toString()).toBe(textOf('a:1'));
    for (const [encoding, form] of Object.entries(forms)) {
      const headers = new Headers();
      for (let i = 0; i < form.headers.length; i += 2) headers.set(form.headers[i]!, form.headers[i + 1]!);
      expect(headers.get('content-length')).toBe(String(form.bytes.length));
      expect(headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect(headers.get('etag')).toBe('W/"a:1"');
    }
  });

  test('lies in memory of its own, so that the budget is what is used', async () => {
    const { bodies } = shelf();
    await bodies.find('a:1');
    const { forms } = await whole(bodies, 'a:1');
    for (const { bytes } of Object.values(forms)) expect(bytes.buffer.byteLength).toBe(bytes.length);
  });

  test('is asked for once, by however many at the same time, and then never again', async () => {
    const { bodies, asked, answer } = shelf({ waits: true });
    const finds = Array.from({ length: 100 }, () => bodies.find('a:1'));
    answer();
    const found = await Promise.all(finds);
    expect(new Set(found).size).toBe(1);
    expect(await bodies.find('a:1')).toMatchObject({ hash: 'a:1' });
    expect(asked).toEqual(['a:1']);
  });

  test('that is not there, was withdrawn, or cannot be asked for is asked for again', async () => {
    const { bodies, asked } = shelf();
    for (let time = 0; time < 2; time += 1) {
      expect(await bodies.find('unknown')).toBeUndefined();
      expect(await bodies.find('withdrawn')).toBe('withdrawn');
      await expect(bodies.find('broken')).rejects.toThrow('the database is away');
    }
    expect(asked).toHaveLength(6);
  });
});

describe('the memory', () => {
  test('stays within its budget and keeps what was used last', async () => {
    const { bodies, asked } = shelf({ budget: 20_000 });
    for (let index = 0; index < 20; index += 1) {
      await bodies.find(`a:${index}`);
      await whole(bodies, `a:${index}`);
      bodies.peek('a:0');
      expect(bodies.size()).toBeLessThanOrEqual(20_000);
    }
    expect(bodies.size()).toBeGreaterThan(10_000);
    expect(bodies.peek('a:0')).toBeDefined();
    expect(bodies.peek('a:1')).toBeUndefined();
    await bodies.find('a:1');
    expect(asked.filter((hash) => hash === 'a:1')).toHaveLength(2);
  });

  test('of nothing keeps nothing, and sends text as it is', async () => {
    const { bodies, asked } = shelf({ budget: 0 });
    for (let time = 0; time < 2; time += 1) {
      const body = (await bodies.find('a:1')) as Body;
      expect(Object.keys(body.forms)).toEqual(['identity']);
    }
    expect(asked).toHaveLength(2);
    expect(bodies.size()).toBe(0);
  });

  test('keeps nothing that is larger than all of it', async () => {
    const text = randomBytes(40_000).toString('hex');
    const bodies = createBodies(
      { findServed: async () => ({ chapter: 'a', text }) },
      { budget: 10_000, onError: (error) => expect.unreachable(String(error)) },
    );
    expect(await bodies.find('large')).toMatchObject({ hash: 'large' });
    expect(bodies.peek('large')).toBeUndefined();
  });

  test.each([
    ['one hash', { hash: 'a:1' }, ['a:2', 'b:1']],
    ['one chapter', { chapter: 'a' }, ['b:1']],
    ['everything', 'all' as const, []],
  ])('forgets %s', async (_what, what, left) => {
    const { bodies } = shelf();
    for (const hash of ['a:1', 'a:2', 'b:1']) {
      await bodies.find(hash);
      await whole(bodies, hash);
    }
    bodies.forget(what);
    expect(['a:1', 'a:2', 'b:1'].filter((hash) => bodies.peek(hash))).toEqual(left);
    if (left.length === 0) expect(bodies.size()).toBe(0);
  });

  test('does not keep what was on its way while it was told to forget', async () => {
    const { bodies, asked, answer } = shelf({ waits: true });
    const early = bodies.find('a:1');
    bodies.forget({ hash: 'a:1' });
    answer();
    expect(await early).toMatchObject({ hash: 'a:1' });
    expect(bodies.peek('a:1')).toBeUndefined();
    const late = bodies.find('a:1');
    answer();
    const body = await late;
    expect(bodies.peek('a:1')).toMatchObject({ hash: 'a:1' });
    expect(body).toMatchObject({ hash: 'a:1' });
    expect(asked).toEqual(['a:1', 'a:1']);
  });

  test('does not bring back what was forgotten while brotli was being made of it', async () => {
    const { bodies } = shelf();
    await bodies.find('a:1');
    bodies.forget('all');
    await bodies.find('a:2');
    await whole(bodies, 'a:2');
    expect(bodies.peek('a:1')).toBeUndefined();
  });
});
