import { errorRegistry } from '@chartwarden/errors';

/** docs/reference/errors.md: every code of the registry with what a person is told, area by area. */
export function errorsPage(): string {
  const areas = new Map<string, string[]>();
  for (const [code, { status, issue, message }] of Object.entries(errorRegistry).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const area = code.split('-')[1] ?? '';
    areas.set(area, [
      ...(areas.get(area) ?? []),
      `| \`${code}\` | ${status} | \`${issue}\` | ${message.replaceAll('|', '\\|')} |`,
    ]);
  }
  const sections = [...areas].map(
    ([area, rows]) =>
      `## CW-${area}\n\n| code | HTTP | FHIR issue | what the person is told |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`,
  );
  return `${intro}\n${sections.join('\n')}`;
}

const intro = `# Errors

<!-- Generated from kernel/errors. Change the registry there, then run: npm run generate -->

Every error that a person or a client can meet has a code that does not change. \`/api\` answers \`{code, message, detail?}\`,
\`/fhir\` answers an \`OperationOutcome\` whose issue code stands below, the command line prints code and sentence. The
sentence never holds record content.
`;
