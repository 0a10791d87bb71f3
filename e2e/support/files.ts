import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface FileServer {
  readonly url: string;
  /** Every request and how it was answered. */
  readonly asked: Asked[];
  close(): void;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The plainest server of a folder's files that there can be: no file is 404 with a page of its own, and nothing takes a POST. */
export async function serveFiles(folder: string, base = '/'): Promise<FileServer> {
  const asked: Asked[] = [];
  const fileAt = (path: string): string | undefined => {
    if (!path.startsWith(base)) return undefined;
    const file = join(folder, normalize(decodeURIComponent(path.slice(base.length - 1))));
    const found = [file, join(file, 'index.html')].find((one) => statSync(one, { throwIfNoEntry: false })?.isFile());
    return found;
  };
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    const { pathname } = new URL(url, 'http://files.test');
    const file = method === 'GET' || method === 'HEAD' ? fileAt(pathname) : undefined;
    const status = file !== undefined ? 200 : method === 'GET' || method === 'HEAD' ? 404 : 405;
    asked.push({ method, path: pathname, status });
    if (file === undefined) return response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Not here</h1>');
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    return createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}
