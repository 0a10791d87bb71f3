import { isAlias, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';

/** A place in the YAML, both from 1. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
}

export interface YamlProblem extends YamlPlace {
  readonly message: string;
  /** It is not YAML at all; otherwise it does not fit the schema. */
  readonly malformed: boolean;
}

type Path = readonly PropertyKey[];

/** What a YAML text holds, or what is wrong with it; and where in it something stands. Never throws. */
export function readYaml<Schema extends z.ZodType>(
  yaml: string,
  schema: Schema,
): { data?: z.output<Schema>; problems: YamlProblem[]; placeOf: (path: Path) => YamlPlace } {
  const lines = new LineCounter();
  const document = parseDocument(yaml.replace(/^\uFEFF/, ''), { lineCounter: lines, uniqueKeys: true });
  const placeAt = (offset: number): YamlPlace => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const placeOf = (path: Path): YamlPlace => placeAt(offsetOf(document.contents, path));
  const malformed = (error: Error, place: YamlPlace): YamlProblem => ({
    ...place,
    message: (error.message.split('\n')[0] ?? '').replace(/ at line.*$/, ''),
    malformed: true,
  });
  if (document.errors.length > 0)
    return { problems: document.errors.map((error) => malformed(error, placeAt(error.pos[0]))), placeOf };
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // An alias without its anchor, or aliases of aliases without end, show only here.
    return { problems: [malformed(error as Error, placeOf([]))], placeOf };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data, problems: [], placeOf };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    ...placeOf(path),
    message: `${path.join('.') || 'the file'}: ${message}`,
    malformed: false,
  }));
  return { problems, placeOf };
}

/** Offset of what stands at a path, or of the nearest that exists above it. */
function offsetOf(root: Node | null, path: Path): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    const pair = isMap(node)
      ? node.items.find((item) => String((item.key as { value?: unknown } | null)?.value) === String(key))
      : undefined;
    const next: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(key)] : undefined;
    const place = (pair?.key ?? next) as Node | undefined;
    if (!place?.range || isAlias(next)) break;
    offset = place.range[0];
    node = next;
  }
  return offset;
}
