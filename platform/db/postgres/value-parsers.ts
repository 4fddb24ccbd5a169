import pg from 'pg';

/** Object ids of pg_type.dat whose text form is read in another way than `pg` does. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  // bool: 0 and 1, as SQLite has them.
  16: (text) => (text === 't' ? 1 : 0),
  // int8, and numeric, which is what sum() of int8 gives.
  20: Number,
  1700: Number,
};

/** How values of PostgreSQL become the values of types.ts. Given to each connection, never set globally. */
export const valueParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
    const own = format === 'binary' ? undefined : PARSERS[oid];
    return own ?? pg.types.getTypeParser(oid, format ?? 'text');
  },
};
