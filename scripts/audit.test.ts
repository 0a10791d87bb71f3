import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Audit, audit } from './audit.ts';

/** A project with one dependency, and a registry on this machine that knows this of it. */
async function auditWith(advisories: object | number): Promise<Audit> {
  const server = createServer((request, response) => {
    request.resume();
    if (typeof advisories === 'number') return void response.writeHead(advisories).end();
    const isBulk = request.url?.endsWith('/advisories/bulk');
    response.writeHead(isBulk ? 200 : 404, { 'content-type': 'application/json' });
    return void response.end(JSON.stringify(isBulk ? advisories : {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return auditAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

function auditAt(registry: string): Promise<Audit> {
  const folder = mkdtempSync(join(tmpdir(), 'attune-audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const root = { name: 'x', version: '1.0.0', dependencies: { leaky: '1.0.0' } };
  const leaky = { version: '1.0.0', resolved: `${registry}leaky.tgz`, integrity: 'sha512-x' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(root));
  const lock = { ...root, lockfileVersion: 3, packages: { '': root, 'node_modules/leaky': leaky } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  return audit(folder, { ...process.env, npm_config_registry: registry, npm_config_cache: join(folder, 'cache') });
}

const advisory = (severity: string): object => ({
  leaky: [{ id: 1, url: 'https://advisories.example/1', title: 'It leaks', severity, vulnerable_versions: '<2.0.0' }],
});

describe('the audit of dependencies', () => {
  it('stops where a registry knows a grave fault of what is shipped', async () => {
    expect(await auditWith(advisory('critical'))).toEqual({
      state: 'faulty',
      note: 'known faults in leaky (critical); npm audit says more',
    });
  });

  it('tells of a lesser one, and is silent where there is none', async () => {
    expect(await auditWith(advisory('low'))).toEqual({ state: 'sound', note: 'lesser known faults in leaky (low)' });
    expect(await auditWith({})).toEqual({ state: 'sound', note: '' });
  });

  it('says clearly that nothing was checked where the registry takes no audits, or is not reached', async () => {
    for (const answer of [await auditWith(405), await auditAt('http://127.0.0.1:1/')]) {
      expect(answer.state).toBe('unknown');
      expect(answer.note).toMatch(/^NOT CHECKED for known faults of dependencies: .+ Run npm audit/);
    }
  });
});
