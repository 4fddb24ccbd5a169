import ts from 'typescript';

/** A parsed source file of the project. */
export interface SourceFile {
  /** Path from the project root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** One place where a rule is broken. */
export interface Finding {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export function parseSource(path: string, text: string): SourceFile {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind) };
}

/** Every node of the file, parents before children. */
export function* nodesOf(file: SourceFile): Generator<ts.Node> {
  const waiting: ts.Node[] = [file.tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
}

/** One import or re-export: what it names from where. */
export interface ImportOf {
  readonly node: ts.Node;
  readonly from: string;
  /** Imported names; `*` for the whole module (namespace, default, `export *`, dynamic import). */
  readonly names: readonly string[];
}

export function* importsOf(file: SourceFile): Generator<ImportOf> {
  for (const node of nodesOf(file)) {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
      if (ts.isStringLiteral(node.moduleSpecifier))
        yield { node, from: node.moduleSpecifier.text, names: namesOf(node) };
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const from = node.arguments[0];
      if (from !== undefined && ts.isStringLiteral(from)) yield { node, from: from.text, names: ['*'] };
    }
  }
}

function namesOf(node: ts.ImportDeclaration | ts.ExportDeclaration): string[] {
  if (ts.isExportDeclaration(node)) {
    if (node.exportClause === undefined || ts.isNamespaceExport(node.exportClause)) return ['*'];
    return node.exportClause.elements.map((element) => (element.propertyName ?? element.name).text);
  }
  const clause = node.importClause;
  if (clause === undefined) return [];
  const bindings = clause.namedBindings;
  const names = clause.name === undefined ? [] : ['*'];
  if (bindings === undefined) return names;
  if (ts.isNamespaceImport(bindings)) return ['*'];
  return [...names, ...bindings.elements.map((element) => (element.propertyName ?? element.name).text)];
}

export function finding(file: SourceFile, node: ts.Node, message: string): Finding {
  const position = node.getStart(file.tree);
  return { path: file.path, line: file.tree.getLineAndCharacterOfPosition(position).line + 1, message };
}

/** `kernel/ids` for `kernel/ids/index.ts`; null outside the five floors. */
export function packageOf(path: string): string | null {
  return /^(?:apps|features|record|platform|kernel)\/[^/]+(?=\/)/.exec(path)?.[0] ?? null;
}

/** A test, or what only tests load (`testing.ts`, `http.testing.ts`, fixtures). */
export const isTest = (path: string): boolean => /\.(test|testing)\.tsx?$|(^|\/)testing\.ts$|\/fixtures\//.test(path);

/** Part of what ships: on one of the five floors and not a test. */
export const isProduct = (path: string): boolean => packageOf(path) !== null && !isTest(path);
