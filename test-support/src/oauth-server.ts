import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Whom the provider says it is. */
interface Vouched {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

export interface OAuthServer {
  readonly url: string;
  readonly id: string;
  readonly secret: string;
  /** Who is at the browser, from now on. */
  user: Vouched;
  /** Changes what it says in its ID tokens. */
  claims: object;
  close(): void;
}

interface Asked {
  readonly challenge: string;
  readonly nonce: string | null;
  readonly redirect: string;
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(claims: object): string {
  const content = `${encoded({ alg: 'RS256', kid: 'one' })}.${encoded(claims)}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(privateKey).toString('base64url')}`;
}

/** A provider that speaks OpenID Connect, on this machine: it asks nobody anything and sends the browser back at once. */
export async function startOAuthServer(): Promise<OAuthServer> {
  const codes = new Map<string, Asked>();
  const it = { id: 'attune', secret: 'secret of the client', url: '', claims: {}, user: { sub: '1' } as Vouched };

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    const redirect = query.get('redirect_uri') ?? '';
    codes.set(code, { challenge: query.get('code_challenge') ?? '', nonce: query.get('nonce'), redirect });
    const back = new URL(redirect);
    back.searchParams.set('state', query.get('state') ?? '');
    back.searchParams.set('code', code);
    response.writeHead(302, { location: back.href }).end();
  }

  async function giveToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = new URLSearchParams(await text(request));
    const asked = codes.get(given.get('code') ?? '');
    codes.delete(given.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood =
      asked?.challenge === challenge &&
      asked.redirect === given.get('redirect_uri') &&
      given.get('client_secret') === it.secret;
    if (!isGood)
      return void response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}');
    const now = Math.floor(Date.now() / 1000);
    const idToken = signed({
      iss: it.url,
      aud: it.id,
      iat: now,
      exp: now + 60,
      nonce: asked.nonce,
      ...it.user,
      ...it.claims,
    });
    answer(response, { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken });
  }

  const answer = (response: ServerResponse, body: object): void =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', it.url);
    if (pathname === '/authorize') return authorize(searchParams, response);
    if (pathname === '/token') return void giveToken(request, response);
    if (pathname === '/userinfo') return answer(response, it.user);
    if (pathname === '/keys') {
      return answer(response, {
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      });
    }
    return answer(response, {
      issuer: it.url,
      authorization_endpoint: `${it.url}/authorize`,
      token_endpoint: `${it.url}/token`,
      userinfo_endpoint: `${it.url}/userinfo`,
      jwks_uri: `${it.url}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  it.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return Object.assign(it, { close });
}
