import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PersonalizedChapter } from '@attune/contract/routes';
import type { Book } from '@attune/core';
import { testBook, testChapter } from 'attune-test-support';
import { describe, expect, it, onTestFinished } from 'vitest';
import { previewMiddleware } from './preview.ts';

const book = testBook();
const chapter = testChapter(`# Chapter

:::for{hardware_availability="Jetson Kit"}

On the board.

:::

:::otherwise

Anywhere.

:::

:::depth[Why]{programming_experience="Beginner"}

Because.

:::
`);
const { id, revision } = chapter;

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: { readonly error?: { readonly code: string }; readonly edits?: readonly unknown[] };
}

/** A development server with nothing but the preview. */
async function serve(
  parts: { book?: Book | undefined; failing?: boolean } = { book },
): Promise<(body: unknown) => Promise<Answer>> {
  const { middleware } = previewMiddleware({
    path: '/attune/preview',
    chapter: (asked) => {
      if (asked !== id) return undefined;
      return parts.failing ? Promise.reject(new Error('the disk is gone')) : Promise.resolve(chapter);
    },
    book: () => parts.book,
  });
  const server = createServer(middleware).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return async (body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: text });
    const answer = (await response.json()) as Answer['body'];
    return { status: response.status, type: response.headers.get('content-type'), body: answer };
  };
}

describe('the preview of a chapter in development', () => {
  it('stands at its address', () => {
    expect(
      previewMiddleware({ path: '/book/attune/preview', chapter: () => undefined, book: () => book }),
    ).toMatchObject({
      name: 'attune-preview',
      path: '/book/attune/preview',
    });
  });

  it('is the chapter’s edits for the profile, in the service’s shape', async () => {
    const ask = await serve();
    const { status, type, body } = await ask({
      chapter: id,
      revision,
      profile: { hardware_availability: 'Jetson Kit' },
    });
    expect([status, type]).toEqual([200, 'application/json']);
    expect(PersonalizedChapter.parse(body)).toEqual(body);
    expect(body).toMatchObject({ chapter: id, revision, current: true, cached: false });
    expect(body.edits).toMatchObject([
      { action: 'hide', tag: 'condition' },
      { action: 'show', tag: 'condition', why: [{ facet: 'hardware_availability', value: 'Jetson Kit' }] },
    ]);
    const beginner = await ask({ chapter: id, revision, profile: { programming_experience: 'Beginner' } });
    expect(beginner.body.edits).toMatchObject([{ action: 'fold', label: 'Why' }]);
  });

  it('is what the defaults give for a reader who has answered nothing', async () => {
    const ask = await serve();
    expect((await ask({ chapter: id, revision, profile: {} })).body.edits).toEqual([]);
  });

  it.each([
    ['no body', ''],
    ['no JSON', '{ "chapter": '],
    ['another shape', { chapter: id, profile: {} }],
    ['a field too many', { chapter: id, revision, profile: {}, reader: 'x' }],
    ['a profile that is none', { chapter: id, revision, profile: { role: 3 } }],
  ])('is refused for %s', async (_what, body) => {
    expect(await (await serve())(body)).toMatchObject({ status: 422, body: { error: { code: 'body_invalid' } } });
  });

  it('is refused for a chapter that is unknown, also one with a path in its id', async () => {
    const ask = await serve();
    for (const chapter of ['default/current/en/other', '../../etc/passwd', '']) {
      expect(await ask({ chapter, revision, profile: {} })).toMatchObject({
        status: 404,
        body: { error: { code: 'chapter_unknown' } },
      });
    }
  });

  it('is refused for a revision that the chapter no longer has', async () => {
    const answer = await (await serve())({ chapter: id, revision: '0'.repeat(64), profile: {} });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'revision_unknown' } } });
  });

  it('is an error of its own where the chapter cannot be read or the book is not there yet, and the server lives on', async () => {
    const body = { chapter: id, revision, profile: {} };
    const ask = await serve({ book, failing: true });
    expect(await ask(body)).toMatchObject({ status: 500, body: { error: { code: 'internal' } } });
    expect(await ask(body)).toMatchObject({ status: 500 });
    expect((await (await serve({ book: undefined }))(body)).status).toBe(404);
  });
});
