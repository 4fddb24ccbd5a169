import type { Db, Statement, Value } from '@chartwarden/db';

/** The tables that hold what stands in a record: sharded by `record_id` when there are several database servers. */
export const RECORD_TABLES: readonly string[] = [
  'corrections',
  'derived_builds',
  'derived_pieces',
  'fact_dates',
  'fact_tokens',
  'fact_versions',
  'facts',
  'import_batches',
  'imports',
  'provenance',
  'records',
  'sources',
];

/** A piece of a statement in one pair of parentheses, and how deep; conditions in parentheses belong to what is around. */
function blocks(sql: string): string[] {
  const found: string[] = [];
  const open: string[] = [''];
  for (const [part] of sql.matchAll(/\(\s*(?:select|with)\b|[()]|[^()]+?(?=\(\s*(?:select|with)\b|[()]|$)/gi)) {
    if (/^\(\s*(?:select|with)$/i.test(part)) open.push(part.slice(1));
    else if (part === '(') open.push('(');
    else if (part === ')') {
      const inner = open.pop() ?? '';
      // A subquery stands for itself; a condition in parentheses belongs to what is around it.
      if (inner.startsWith('(')) open.push(`${open.pop() ?? ''}${inner})`);
      else found.push(inner);
    } else open.push(`${open.pop() ?? ''}${part}`);
  }
  return [...found, ...open].flatMap((block) => block.split(/\bunion(?:\s+all)?\b/i));
}

const REFERENCE = new RegExp(
  String.raw`\b(?:from|join|update|into)\s+(${RECORD_TABLES.join('|')})\b(?:\s+(?:as\s+)?(?!where\b|set\b|on\b|join\b|cross\b|left\b|inner\b|order\b|group\b|limit\b|using\b|union\b|values\b|returning\b|offset\b|for\b|indexed\b|not\b)([a-z_]\w*))?`,
  'gi',
);

/**
 * Why a statement could not go to the one server that holds the record: the tables that it does not narrow to a record
 * by `record_id = ...`, `record_id in (...)`, or by a join on it. Empty: it can.
 */
export function unscoped(statement: string): string[] {
  const sql = statement.replaceAll(/'[^']*'/g, "''").replaceAll(/\s+/g, ' ');
  return blocks(sql).flatMap((block) => {
    const inserts = /\binsert (?:or \w+ )?into \w+ ?\(\s*record_id\b/i.test(block);
    const references = [...block.matchAll(REFERENCE)].filter(([text]) => !(inserts && /^into/i.test(text)));
    return references
      .filter(([, table, alias]) => {
        const name = alias ?? table;
        const own = references.length === 1 ? `(?:${name}\\.)?` : `${name}\\.`;
        const narrowed = new RegExp(
          `(?<![\\w.])${own}record_id (?:= ?|in ?\\()|= ?${name}\\.record_id\\b|\\(${own}record_id,[^)]*\\) ?(?:=|in|>|<)`,
          'i',
        );
        return !narrowed.test(block);
      })
      .map(([, table]) => table ?? '');
  });
}

const seen = new Map<string, readonly string[]>();

function check(sql: string): void {
  let found = seen.get(sql);
  if (found === undefined) {
    found = unscoped(sql);
    seen.set(sql, found);
  }
  if (found.length > 0) throw new Error(`not narrowed to one record (${found.join(', ')}): ${sql}`);
}

/** A statement with as many marks as there happen to be values is the same statement. */
const shapeOf = (sql: string): string =>
  sql
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\?(?:, \?)+/g, '?, ...')
    .trim();

/** How SQLite finds the rows of each shape of a question that was asked, a line for each table. */
export type Plans = Map<string, readonly string[]>;

/** The lines of a plan that go through a table of a record without knowing whose record: by no index, or by another column. */
export function unled(sql: string, plan: readonly string[]): string[] {
  const names = new Set(RECORD_TABLES);
  for (const [, table, alias] of sql.matchAll(REFERENCE)) names.add(alias ?? table ?? '');
  return plan.filter((line) => {
    const [, how, name = ''] = /^(SCAN|SEARCH) (\w+)/.exec(line) ?? [];
    if (how === undefined || !names.has(name)) return false;
    return how === 'SCAN' || !/\(record_id=\?/.test(line);
  });
}

async function planOf(db: Db, sql: string, parameters: readonly Value[]): Promise<string[]> {
  const rows = await db.all<{ detail: string }>(`explain query plan ${sql}`, parameters);
  // Bloom filters and how constants are gathered differ from one machine's version to the next, and say nothing here.
  return rows.map(({ detail }) => detail).filter((line) => /^(SCAN|SEARCH|USE TEMP B-TREE)/.test(line));
}

const textOf = (statement: Statement): string =>
  'sql' in statement
    ? statement.sql
    : `insert into ${statement.table} (${Object.keys(statement.columns).join(', ')}) values`;

/**
 * The same database, which refuses statements that do not say whose record they are about, and on SQLite questions that
 * would look through other people's rows. @param plans is told how each question is answered
 */
export function watchedByRecord<D extends Db>(db: D, plans: Plans = new Map()): D {
  async function question(sql: string, parameters: readonly Value[] = []): Promise<void> {
    check(sql);
    if (db.engine !== 'sqlite' || !/^\s*(?:select|with)\b/i.test(sql)) return;
    const shape = shapeOf(sql);
    if (plans.has(shape)) return;
    // Before the answer: two that ask at once look once.
    plans.set(shape, []);
    const plan = await planOf(db, sql, parameters);
    plans.set(shape, plan);
    const found = unled(sql, plan);
    if (found.length > 0) throw new Error(`looks through every record (${found.join('; ')}): ${shape}`);
  }
  return {
    ...db,
    async all(sql, parameters) {
      await question(sql, parameters);
      return db.all(sql, parameters);
    },
    async batch(statements, options) {
      for (const one of statements) check(textOf(one));
      return db.batch(statements, options);
    },
    snapshot: (work) =>
      db.snapshot((all, stream) =>
        work(
          async (sql, parameters) => {
            check(sql);
            return all(sql, parameters);
          },
          (sql, parameters, rows) => {
            check(sql);
            return stream(sql, parameters, rows);
          },
        ),
      ),
  };
}
