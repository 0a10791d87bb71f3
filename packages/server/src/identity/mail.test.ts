import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { EnvironmentError, readEnvironment } from '../environment.ts';
import { mailFrom, pageOrigins, providersFrom } from './from-environment.ts';
import { mailFailure, resetMail } from './mail.ts';

/** A mail server that takes every mail, or refuses the reader's address as real ones do: with the address in its answer. */
async function startMailServer(refuses = false): Promise<{ url: string; received: string[] }> {
  const received: string[] = [];
  const server = createServer((socket) => {
    let isText = false;
    socket.write('220 mail.test\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').slice(0, -1)) {
        received.push(line);
        if (isText && line !== '.') continue;
        isText = line === 'DATA';
        const isRefused = refuses && line.startsWith('RCPT');
        socket.write(isText ? '354 go on\r\n' : isRefused ? `550 ${line} is nobody\r\n` : '250 well\r\n');
        if (line === 'QUIT') socket.end();
      }
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

const mail = resetMail('ada@example.org', 'https://book.example/#attune-reset=secret');

describe('mails', () => {
  test('go by the mail server that the environment names, in plain text, from whom it says', async () => {
    const { url, received } = await startMailServer();
    const send = mailFrom(readEnvironment({ ATTUNE_SMTP_URL: url, ATTUNE_MAIL_FROM: 'book@example.org' }), '0.0.0.0');
    await send?.(mail);
    expect(received).toContain('MAIL FROM:<book@example.org>');
    expect(received).toContain('RCPT TO:<ada@example.org>');
    expect(received.join('\n')).toContain('https://book.example/#attune-reset');
    expect(received.join('\n')).toContain('Content-Type: text/plain');
  });

  test('that are refused are told without the address, which the mail server’s answer has in it', async () => {
    const { url } = await startMailServer(true);
    const send = mailFrom(readEnvironment({ ATTUNE_SMTP_URL: url }), '0.0.0.0');
    const error = await send?.(mail).catch((reason: unknown) => reason);
    expect(String(error)).toContain('ada@example.org');
    expect(mailFailure(error)).toEqual({ code: 'EENVELOPE', answer: 550 });
  });

  test('are printed where this machine alone reaches the service, and nowhere else', () => {
    expect(mailFrom(readEnvironment({}), '127.0.0.1')).toBeTypeOf('function');
    expect(mailFrom(readEnvironment({}), '0.0.0.0')).toBeUndefined();
  });
});

test('a provider is one of which id and secret are set, and of OpenID Connect the issuer', () => {
  expect(
    providersFrom(readEnvironment({ ATTUNE_GITHUB_ID: 'i', ATTUNE_OIDC_ID: 'i', ATTUNE_OIDC_SECRET: 's' })),
  ).toEqual({});
  const issuer = 'https://school.example';
  const set = {
    ATTUNE_GOOGLE_ID: 'i',
    ATTUNE_GOOGLE_SECRET: 's',
    ATTUNE_OIDC_ID: 'i',
    ATTUNE_OIDC_SECRET: 's',
    ATTUNE_OIDC_ISSUER: issuer,
  };
  const client = { id: 'i', secret: 's' };
  expect(providersFrom(readEnvironment(set))).toEqual({ google: client, oidc: { ...client, issuer, name: 'OpenID' } });
});

test('readers are sent back to sites that may call the service, and to its own address', () => {
  const environment = readEnvironment({ ATTUNE_ORIGINS: 'https://book.example' });
  expect(pageOrigins(environment, 'https://attune.example/below')).toEqual([
    'https://book.example',
    'https://attune.example',
  ]);
  expect(pageOrigins(readEnvironment({}), 'http://127.0.0.1:4100')).toEqual([
    'http://localhost:4100',
    'http://127.0.0.1:4100',
  ]);
});

test('an address that is none is refused, and a mail server’s password is not repeated', () => {
  expect(() => readEnvironment({ ATTUNE_SMTP_URL: 'https://user:secret@mail.example' })).toThrow(EnvironmentError);
  expect(() => readEnvironment({ ATTUNE_SMTP_URL: 'https://user:secret@mail.example' })).not.toThrow(/secret/);
});
