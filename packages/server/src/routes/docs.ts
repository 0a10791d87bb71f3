import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocs, getOpenApi } from '@attune/contract/routes';
import type { App } from '../app-types.ts';

// Served from the package: no page of ours asks another host for anything.
const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

// Addresses are relative, so that the page works behind a proxy that adds a prefix.
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Attune service</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="docs/swagger-ui.css">
  </head>
  <body>
    <main id="docs"></main>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`;
const START = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#docs', deepLinking: true });\n`;
const POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

const INFO = {
  title: 'Attune',
  version: '1',
  description:
    'Personalizes the chapters of a book. Errors have one shape, ErrorBody; clients switch on its code. What cannot be read as a request at all is answered with 400 request_malformed, 408 request_late or 431 headers_too_large, whatever its address.',
  license: { name: 'MIT', identifier: 'MIT' },
};
const TAGS = [
  { name: 'accounts', description: 'Sign up, sign in, sign out.' },
  { name: 'readers', description: 'Who reads, and what they answered.' },
  { name: 'chapters', description: 'Chapters for a reader.' },
  { name: 'book', description: 'What the book asks and holds.' },
  { name: 'admin', description: 'For authors and administrators.' },
  { name: 'service', description: 'The service itself.' },
];

/** The contract as a document and as a page. Goes last: it describes the routes that stand. */
export function addDocs(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'The token that POST /v1/readers, a sign-up or a sign-in gives.',
  });

  app.openapi(getOpenApi, (c) => c.json(document as { openapi: string }, 200));
  app.openapi(getDocs, (c) => {
    c.header('content-security-policy', POLICY);
    return c.html(PAGE, 200);
  });
  app.get('/v1/docs/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  for (const [name, type] of Object.entries(ASSETS)) {
    app.get(`/v1/docs/${name}`, async (c) => {
      const asset = await readFile(join(folder, name));
      return c.body(asset, 200, { 'content-type': type, 'cache-control': 'public, max-age=86400' });
    });
  }

  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: INFO, tags: TAGS, servers: [{ url: '/' }] });
}
