import { describe, expect, it } from 'vitest';
import { routeTables, rowsIn } from '../../scripts/generate/route-table.ts';

const { routes, unreadable } = routeTables();

describe('the route tables', () => {
  it('are written out, so that each route is seen with its permission', () => {
    expect(unreadable).toEqual([]);
  });

  it('name each route once', () => {
    const names = routes.map(({ method, url }) => `${method} ${url.replaceAll(/:[a-z]+/gi, ':')}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('stand where a reviewer looks for them', () => {
    const elsewhere = routes.filter(({ file }) => !file.endsWith('.routes.ts') && !file.startsWith('platform/http/'));
    expect(elsewhere.map(({ file }) => file)).toEqual([]);
  });

  it('say what a route does', () => {
    expect(routes.filter(({ summary }) => !/^[A-Z].{8,}$/.test(summary))).toEqual([]);
  });
});

describe('reading a route table', () => {
  it('finds a row whose permission is computed', () => {
    const row = "route({ method: 'GET', url: '/api/x', permission: pick(), summary: 'Gets x.', handler: () => 1 })";
    expect(rowsIn('features/x/x.routes.ts', `\n${row}`)).toEqual({
      routes: [],
      unreadable: [{ file: 'features/x/x.routes.ts', line: 2 }],
    });
  });
});
