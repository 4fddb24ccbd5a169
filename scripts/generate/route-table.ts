import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectFiles, projectRoot } from '../project-files.ts';
import { isProduct, nodesOf, parseSource } from '../rules/source-file.ts';

/** One row of a route table, as it stands in the source. */
export interface DocumentedRoute {
  readonly file: string;
  readonly method: string;
  readonly url: string;
  readonly permission: string;
  /** What it asks of a session beside that: `fresh`, `locked`. */
  readonly demands: readonly string[];
  readonly summary: string;
}

/** What is wrong with a route table: a row whose method, url, permission or summary is not written out. */
export interface UnreadableRow {
  readonly file: string;
  readonly line: number;
}

export interface RouteTables {
  readonly routes: readonly DocumentedRoute[];
  readonly unreadable: readonly UnreadableRow[];
}

const DEMANDS = ['fresh', 'locked'];
const WRITTEN_OUT = ['method', 'url', 'permission', 'summary'] as const;

/**
 * Every row of every route table in the house, read from the source without running it: rows are written out, so that a
 * reviewer sees each with its permission. A row is an object with a `handler` and a `url`.
 */
export function routeTables(): RouteTables {
  const routes: DocumentedRoute[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const path of projectFiles().filter((file) => file.endsWith('.ts') && isProduct(file))) {
    const found = rowsIn(path, readFileSync(join(projectRoot, path), 'utf8'));
    routes.push(...found.routes);
    unreadable.push(...found.unreadable);
  }
  return { routes, unreadable };
}

/** The rows of one file. */
export function rowsIn(path: string, text: string): RouteTables {
  const file = parseSource(path, text);
  const routes: DocumentedRoute[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const node of nodesOf(file)) {
    if (!ts.isObjectLiteralExpression(node)) continue;
    const names = node.properties.map((property) => property.name?.getText(file.tree));
    if (!names.includes('handler') || !names.includes('url')) continue;
    // Elsewhere an object with both may be what the framework is handed.
    if (!path.endsWith('.routes.ts') && !names.includes('permission')) continue;
    const [method, url, permission, summary] = WRITTEN_OUT.map((name) => textOf(node, name, file.tree));
    const demands = DEMANDS.filter((name) => names.includes(name));
    if (method && url && permission && summary) routes.push({ file: path, method, url, permission, demands, summary });
    else
      unreadable.push({ file: path, line: file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1 });
  }
  return { routes: routes.reverse(), unreadable };
}

function textOf(row: ts.ObjectLiteralExpression, name: string, tree: ts.SourceFile): string | null {
  const property = row.properties.find((candidate) => candidate.name?.getText(tree) === name);
  if (property === undefined || !ts.isPropertyAssignment(property)) return null;
  return ts.isStringLiteralLike(property.initializer) ? property.initializer.text : null;
}
