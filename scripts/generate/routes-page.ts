import { type DocumentedRoute, routeTables } from './route-table.ts';

/** docs/reference/routes.md: every route with its permission, package by package. */
export function routesPage(): string {
  const packages = Map.groupBy(routeTables().routes, ({ file }) => file.split('/').slice(0, 2).join('/'));
  const sections = [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(section);
  return `${intro}\n${sections.join('\n')}`;
}

function section([name, routes]: [string, DocumentedRoute[]]): string {
  const rows = routes.map(
    ({ method, url, permission, demands, summary }) =>
      `| \`${method} ${url}\` | ${[permission, ...demands].map((word) => `\`${word}\``).join(' ')} | ${summary.replaceAll('|', '\\|')} |`,
  );
  return `## ${name}\n\n| route | permission | what it does |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

const intro = `# Routes

<!-- Generated from the route tables. Change them there, then run: npm run generate -->

Every HTTP route, read from the route tables. \`public\`: nobody is asked who they are; another word is what the caller has to
be before the handler runs. \`fresh\`: whoever it is proved within the last ten minutes who they are. \`locked\`: also while the
session is locked. Whose record may be read is decided by the gate, behind the handler.
`;
