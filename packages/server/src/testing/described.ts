import { z } from 'zod';
import type { App } from '../app-types.ts';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}
export interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

export async function documentOf(app: App): Promise<Document> {
  return (await (await app.request('/v1/openapi.json')).json()) as Document;
}

/** A schema of the document, as something that checks values. */
export function schemaIn(document: Document, schema: object): z.ZodType {
  const whole = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(
    JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')) as z.core.JSONSchema.JSONSchema,
  );
}

function operationAt(document: Document, method: string, path: string): Operation | undefined {
  const template = Object.keys(document.paths).find((candidate) => {
    // A chapter's id keeps its slashes where it is a part of a path.
    const pattern = candidate
      .replaceAll('.', '\\.')
      .replace('{chapter}', '.+')
      .replaceAll(/\{\w+\}/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(path);
  });
  return template === undefined ? undefined : document.paths[template]?.[method.toLowerCase()];
}

/** Fails unless the document describes this answer to this request. What it has no operation for is answered with an error. */
export function expectDescribed(document: Document, method: string, path: string, status: number, body: unknown): void {
  const operation = operationAt(document, method, path);
  const described = operation?.responses[status]?.content?.['application/json']?.schema;
  if (operation && !described) throw new Error(`${operation.operationId} does not describe ${status}`);
  const schema = schemaIn(document, described ?? { $ref: '#/components/schemas/ErrorBody' });
  const { error } = schema.safeParse(body);
  if (error) throw new Error(`${method} ${path} ${status} is not as described: ${z.prettifyError(error)}`);
}
