import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Answered } from './send.ts';

/** JSON Schema as the document has it. */
export type Schema = Readonly<Record<string, unknown>>;

interface Media {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Schema;
}
interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Operation extends Described {
  /** In capitals. */
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
}

export interface Contract {
  readonly operations: readonly Operation[];
  /** A schema without references at its root. */
  resolve(schema: Schema): Schema;
  /** What of an answer the document does not say, in words. */
  problemWith(method: string, target: string, answer: Answered): string | undefined;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
/** Of the page that shows the document. */
const ASSETS = /^\/v1\/docs\/[a-z-]+\.(?:css|js)$/;
/** What any request may be answered with before it is one of an operation; the document says so in its first words. */
const UNREADABLE: Readonly<Record<number, string>> = {
  400: 'request_malformed',
  408: 'request_late',
  431: 'headers_too_large',
};
const EVENT = /^data: (.*)$/gm;

/** The service's own document, as what tells right answers from wrong ones. */
export function readContract(json: unknown): Contract {
  const document = json as Document;
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): Operation[] => {
      const described = item[method];
      return described ? [{ ...described, method: method.toUpperCase(), path }] : [];
    }),
  );
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema({ $id: 'document', components: document.components });
  const compiled = new Map<Schema, ValidateFunction>();
  const fault = (schema: Schema, value: unknown): string | undefined => {
    const validate = compiled.get(schema) ?? ajv.compile(within(schema));
    compiled.set(schema, validate);
    return validate(value) ? undefined : ajv.errorsText(validate.errors);
  };
  const errorBody: Schema = { $ref: '#/components/schemas/ErrorBody' };
  const resolve = (schema: Schema): Schema => {
    const name = typeof schema.$ref === 'string' ? schema.$ref.replace('#/components/schemas/', '') : undefined;
    return name === undefined ? schema : resolve(document.components.schemas[name] ?? {});
  };

  /** Of an operation's answer: its status, type, body, and the code of an error. */
  function described({ operationId, responses }: Operation, method: string, answer: Answered): string | undefined {
    const { status, type, body } = answer;
    const response = responses[status];
    // Without a body the code of an error is not told either.
    if (!response)
      return method === 'HEAD' && status in UNREADABLE ? undefined : `${operationId} does not describe ${status}`;
    if (method === 'HEAD' || !response.content) return body === '' ? undefined : `a body where none belongs: ${body}`;
    const media = response.content[type];
    if (!media) return `${operationId} does not describe ${type} with ${status}`;
    if (!media.schema || type === 'text/html') return undefined;
    if (type === 'text/event-stream') return eventFault(media.schema, body);
    const value = JSON.parse(body) as { error?: { code?: string } };
    const code = status >= 400 ? value.error?.code : undefined;
    if (code !== undefined && media.examples && !(code in media.examples))
      return `${operationId} does not describe ${code}`;
    return fault(media.schema, value);
  }

  function eventFault(schema: Schema, body: string): string | undefined {
    const events = [...body.matchAll(EVENT)].map(([, data = '']) => JSON.parse(data) as unknown);
    if (events.length === 0) return 'an answer of events without one';
    return events.map((event) => fault(schema, event)).find((found) => found !== undefined);
  }

  return {
    operations,
    resolve,
    problemWith(method, target, answer) {
      const { status, type, body } = answer;
      const path = pathOf(target);
      if (status >= 500) return `status ${status}: ${body}`;
      if (path === undefined || !path.startsWith('/v1')) return undefined;
      const asked = method === 'HEAD' ? 'GET' : method;
      if (isUnreadable(answer)) return fault(errorBody, JSON.parse(body));
      const operation = operations.find((one) => one.method === asked && matches(one, path, resolve));
      if (operation) return described(operation, method, answer);
      if (ASSETS.test(path) && status < 400) return undefined;
      if (status < 400) return `${status} where nothing is described`;
      if (method === 'HEAD') return undefined;
      return type === 'application/json' ? fault(errorBody, JSON.parse(body)) : `an error as ${type}: ${body}`;
    },
  };
}

const isUnreadable = ({ status, body }: Answered): boolean =>
  status in UNREADABLE && body.startsWith(`{"error":{"code":"${UNREADABLE[status]}"`);

/** The schema with references that lead into the document. */
const within = (schema: Schema): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as object;

/** As the service sees it: a URL has no steps in it. */
function pathOf(target: string): string | undefined {
  try {
    return new URL(target, 'http://service.test').pathname;
  } catch {
    return undefined;
  }
}

function matches({ path, parameters = [] }: Operation, given: string, resolve: Contract['resolve']): boolean {
  // A chapter's id keeps its slashes where it is a part of a path.
  const pattern = path
    .replaceAll('.', '\\.')
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === 'chapter' ? '.+' : '[^/]+'})`);
  const groups = new RegExp(`^${pattern}$`, 's').exec(given)?.groups;
  if (!groups && new RegExp(`^${pattern}$`, 's').exec(given) === null) return false;
  return parameters.every(({ name, schema = {} }) => {
    const { pattern: allowed } = resolve(schema);
    const value = groups?.[name];
    return value === undefined || typeof allowed !== 'string' || new RegExp(allowed).test(value);
  });
}
