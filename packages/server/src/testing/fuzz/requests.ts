import { gzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import type { Contract, Operation, Parameter } from './contract.ts';
import { hostileText, type Known, spoiled, valueOf } from './values.ts';

/** Whose token goes with a request; which one that is, is known when it is sent. */
const TOKENS = [
  ...Array.from({ length: 14 }, () => 'own' as const),
  'other',
  'expired',
  'ended',
  'forged',
  'swapped',
  'cut',
  'id',
  'none',
] as const;
export type TokenKind = (typeof TOKENS)[number];

export interface FuzzRequest {
  readonly operation: string;
  readonly method: string;
  readonly target: string;
  readonly token: TokenKind | { readonly authorization: string };
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE'];
const TYPES = [
  'application/json; charset=utf-8',
  'application/json;charset=utf-16',
  'application/json; charset="',
  'APPLICATION/JSON',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/octet-stream',
  ',',
  '',
];
const ODD_HEADERS: readonly Record<string, string>[] = [
  { accept: 'text/event-stream' },
  { accept: '*/*;q=0' },
  { 'accept-encoding': 'br;q=0, gzip;q=nan, *;q=2' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'x' },
  { 'if-none-match': '*' },
  { 'if-none-match': `W/"${'x'.repeat(2_000)}"` },
  { 'if-modified-since': 'yesterday' },
  { range: 'bytes=5-1' },
  { 'x-request-id': '<script>' },
  { 'x-request-id': 'x'.repeat(3_000) },
  { 'x-forwarded-for': '1.2.3.4, ::1, "' },
  { 'x-forwarded-proto': 'javascript', 'x-forwarded-host': 'evil.example' },
  { 'x-http-method-override': 'DELETE' },
  { host: 'evil.example' },
  { host: '' },
  { host: '[' },
  { origin: 'https://evil.example', 'access-control-request-method': 'PUT' },
  { origin: 'null' },
  { cookie: 'session=x; __proto__=y' },
  { upgrade: 'websocket', connection: 'upgrade' },
  { expect: '100-continue' },
  { te: 'trailers' },
];

/** JSON as it must not be. */
const RAW_BODIES: readonly Buffer[] = [
  Buffer.alloc(0),
  Buffer.from('{'),
  Buffer.from('{"a":1}{"b":2}'),
  Buffer.from('\uFEFF{}'),
  Buffer.from('{}', 'utf16le'),
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from('['.repeat(30_000)),
  Buffer.from(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
  Buffer.from('profile=x&state=done'),
  Buffer.from('--x\r\ncontent-disposition: form-data; name="profile"\r\n\r\nx\r\n--x--'),
  gzipSync('{"profile":{}}'),
  Buffer.alloc(66_000, 'x'),
];

/** Requests for one operation after the other: what the document allows, and that with one thing or several wrong. */
export function requestsFor(contract: Contract, known: Known): Arbitrary<FuzzRequest> {
  return fc.oneof(...contract.operations.map((operation) => requestFor(operation, contract, known)));
}

function requestFor(operation: Operation, contract: Contract, known: Known): Arbitrary<FuzzRequest> {
  const { operationId, method } = operation;
  return fc
    .record({
      method: often(fc.constant(method), fc.constantFrom(...METHODS)),
      target: targetOf(operation, contract, known),
      token: often(fc.constantFrom(...TOKENS), fc.record({ authorization: authorization() })),
      type: often(fc.constant('application/json'), fc.constantFrom(...TYPES)),
      more: often(fc.constant({}), fc.constantFrom(...ODD_HEADERS)),
      body: bodyOf(operation, contract, known),
    })
    .map(({ type, more, body, ...request }) => {
      const length = body && { 'content-length': String(body.length) };
      const headers: Record<string, string> = {
        ...(body && type !== '' && { 'content-type': type }),
        ...length,
        ...more,
      };
      return { operation: operationId, headers, ...(body && { body }), ...request };
    });
}

/** The first, and the other now and then. */
const often = <First, Other>(first: Arbitrary<First>, other: Arbitrary<Other>): Arbitrary<First | Other> =>
  fc.oneof({ weight: 12, arbitrary: first }, { weight: 1, arbitrary: other });

function targetOf({ path, parameters = [] }: Operation, contract: Contract, known: Known): Arbitrary<string> {
  const value = ({ name, schema = {} }: Parameter): Arbitrary<string> =>
    often(valueOf(schema, { contract, known, name }).map(String), hostileText).map((text) => text.toWellFormed());
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const filled = fc.tuple(...inPath.map(value), fc.boolean()).map((values) => {
    const keepsSlashes = values.at(-1) === true;
    return inPath.reduce((template, { name }, index) => {
      const encoded = encodeURIComponent(String(values[index]));
      return template.replace(`{${name}}`, () => (keepsSlashes ? encoded.replaceAll('%2F', '/') : encoded));
    }, path);
  });
  const pair = (name: Arbitrary<string>, of: Arbitrary<string>): Arbitrary<string> =>
    fc.tuple(name, of).map((both) => both.map((text) => encodeURIComponent(text.toWellFormed())).join('='));
  const query = fc.oneof(
    fc.constant(''),
    ...inQuery.map((parameter) => pair(fc.constant(parameter.name), value(parameter))),
    pair(hostileText, hostileText),
    fc.constantFrom('&&&', '%zz', 'a[]=1&a[]=2', 'chapter=a&chapter=b'),
  );
  const twisted = (target: string): string[] => [
    `${target}/`,
    `/${target}`,
    target.toUpperCase(),
    `${target}%00`,
    `${target}/..`,
    `${target};x=1`,
  ];
  return fc
    .tuple(filled, often(fc.constant(''), query), often(fc.constant(-1), fc.nat(5)))
    .map(([target, asked, twist]) => {
      const at = twisted(target)[twist] ?? target;
      return (asked === '' ? at : `${at}?${asked}`).slice(0, 12_000);
    });
}

function bodyOf({ requestBody }: Operation, contract: Contract, known: Known): Arbitrary<Buffer | undefined> {
  const media = requestBody?.content['application/json'];
  const valid = media?.schema ? valueOf(media.schema, { contract, known }) : fc.jsonValue();
  const examples = [media?.example, ...Object.values(media?.examples ?? {}).map((one) => one.value)].filter(
    (one) => one !== undefined,
  );
  const right = examples.length > 0 ? fc.oneof(valid, fc.constantFrom(...examples)) : valid;
  const asJson = (value: Arbitrary<unknown>): Arbitrary<Buffer | undefined> =>
    value.map((one) => Buffer.from(JSON.stringify(one) ?? 'null'));
  const raw: Arbitrary<Buffer | undefined> = fc.oneof(
    fc.constantFrom(...RAW_BODIES),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.constant(undefined),
  );
  if (!requestBody) return often(fc.constant(undefined), fc.oneof(asJson(valid), raw));
  return fc.oneof(
    { weight: 4, arbitrary: asJson(right) },
    { weight: 4, arbitrary: asJson(spoiled(right)) },
    { weight: 2, arbitrary: raw },
  );
}

/** What stands in the place of a token and is none. */
const authorization = (): Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(
      'Bearer',
      'Bearer ',
      'bearer  x',
      'Basic eDp5',
      'Bearer a b',
      'Bearer null',
      'Bearer ..',
      `Bearer ${'x'.repeat(8_000)}`,
      'Bearer %00.%00',
      'Bearer %',
      'Bearer é.é',
    ),
    fc.string({ maxLength: 60 }).map((text) => `Bearer ${text.replaceAll(/[^\x20-\x7e]/g, '')}`),
  );

/** Bytes that are no request, or one that says two things. */
export const RAW_REQUESTS: readonly string[] = [
  'GARBAGE\r\n\r\n',
  'GET /v1/facets HTTP/9.9\r\nhost: x\r\n\r\n',
  'GET /v1/facets HTTP/1.1\r\n\r\n',
  'GET  /v1/facets  HTTP/1.1\r\nhost: x\r\n\r\n',
  'GET /v1/fa\u0001cets HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'GET http://evil.example/v1/facets HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'GET * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'GET //evil.example/v1/facets HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'GET /%c0%ae%c0%ae/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'CONNECT evil.example:443 HTTP/1.1\r\nhost: x\r\n\r\n',
  'TRACE /v1/facets HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  'GET /v1/facets HTTP/1.1\r\nhost: x\r\nhost: y\r\nconnection: close\r\n\r\n',
  'GET /v1/facets HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n',
  'GET /v1/facets HTTP/1.1\r\nhost: x\r\nx: a\u0000b\r\n\r\n',
  'GET /v1/facets HTTP/1.1\r\nhost: x\r\n folded: y\r\n\r\n',
  `GET /v1/facets HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
  `GET /v1/facets HTTP/1.1\r\nhost: x\r\n${'x: y\r\n'.repeat(3_000)}\r\n`,
  `GET /${'x'.repeat(40_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
  'POST /v1/readers HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n',
  'POST /v1/readers HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx',
  'POST /v1/readers/me/onboarding HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST /v1/readers/me/onboarding HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  'POST /v1/readers/me/onboarding HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n',
  'PUT /v1/readers/me/preferences HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  'PUT /v1/readers/me/preferences HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n',
];
