import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';

// What the service's answers are measured against, in a process of its own: buffers of the sizes named, by `/<size>`, from the same
// server as the service's (`constant`) or from Node's own (`limit`). No routes, no log, nothing looked up.

const [kind, ...sizes] = process.argv.slice(2);
const buffers = new Map(sizes.map((size) => [`/${size}`, Buffer.alloc(Number(size), 'a')]));
const type = 'application/json; charset=utf-8';

function constant(): Server {
  const app = new Hono();
  for (const [path, buffer] of buffers) app.get(path, (c) => c.body(buffer, 200, { 'content-type': type }));
  return createAdaptorServer({ fetch: app.fetch }) as Server;
}

function limit(): Server {
  return createServer((request, response) => {
    const buffer = buffers.get(request.url ?? '');
    response.writeHead(buffer ? 200 : 404, { 'content-type': type, 'content-length': buffer?.length ?? 0 }).end(buffer);
  });
}

const server = kind === 'limit' ? limit() : constant();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
