/** The module specifiers that a source file imports or re-exports, statically, dynamically or for side effects only. */
export function findImports(source: string): readonly string[] {
  const code = stripComments(source);
  const statements = code.matchAll(/^\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]/gm);
  const sideEffects = code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm);
  const dynamic = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [...statements, ...sideEffects, ...dynamic].flatMap(([, specifier]) => specifier ?? []);
}

function stripComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
