import type { InsertStatement } from './types.ts';

const NAME = /^[a-z][a-z0-9_]*$/;

/** A table or column name in quotes. Throws for anything but a plain lower-case name, which is all that the schema has. */
export function quoted(name: string): string {
  if (!NAME.test(name)) throw new RangeError('not the name of a table or column');
  return `"${name}"`;
}

/** `insert into "table" ("column", ...)`, the part that both engines share. */
export const insertInto = ({ table, columns }: InsertStatement): string =>
  `insert into ${quoted(table)} (${Object.keys(columns).map(quoted).join(', ')})`;

export const onConflict = (statement: InsertStatement): string =>
  statement.onConflict === 'nothing' ? ' on conflict do nothing' : '';
