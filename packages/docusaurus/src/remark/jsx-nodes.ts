import type { TreeNode } from '@attune/core/stamp';

/** A JSX element as MDX has it in its tree. Attribute values are strings. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: TreeNode[],
  type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' = 'mdxJsxFlowElement',
): TreeNode {
  return {
    type,
    name,
    attributes: Object.entries(attributes).map(([key, value]) => ({ type: 'mdxJsxAttribute', name: key, value })),
    children,
  };
}

/** `import name from 'source'` as MDX has it in its tree. */
export function defaultImport(name: string, source: string): TreeNode {
  const declaration = {
    type: 'ImportDeclaration',
    specifiers: [{ type: 'ImportDefaultSpecifier', local: { type: 'Identifier', name } }],
    source: { type: 'Literal', value: source, raw: JSON.stringify(source) },
    attributes: [],
  };
  return {
    type: 'mdxjsEsm',
    value: `import ${name} from '${source}'`,
    data: { estree: { type: 'Program', sourceType: 'module', body: [declaration] } },
  };
}

/** Puts another node in a node's place without its parent knowing, as Docusaurus' own plugins do. */
export function replaceNode(node: TreeNode, replacement: TreeNode): void {
  for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
  Object.assign(node, replacement);
}
