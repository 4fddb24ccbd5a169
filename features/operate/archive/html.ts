/** Text as HTML: nothing of it can be markup, an address or a script, and no control character gets through. */
export const text = (value: string): string =>
  value
    .toWellFormed()
    .replace(/[\p{Cc}]/gu, ' ')
    .replace(/[&<>"'`]/g, (character) => `&#${character.codePointAt(0)};`);

/** What the record says, set apart from what stands around it, whichever way it runs. */
export const said = (value: string | null): string => (value === null ? '' : `<bdi>${text(value)}</bdi>`);

/** The address of a file beside the page. */
export const pathTo = (path: string): string => path.split('/').map(encodeURIComponent).map(text).join('/');

const STYLE = `
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem }
th, td { text-align: start; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); overflow-wrap: anywhere }
th { font-weight: 600 }
td:first-child { white-space: nowrap }
nav ul { columns: 16rem; padding-inline-start: 1.2rem }
.quiet { opacity: .75 }
code { overflow-wrap: anywhere }
@media (max-width: 40rem) { table, tbody, tr, td { display: block } thead { display: none } td { border: 0; padding: 0 } tr { border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding: .5rem 0; display: block } }
`;

/** A page that needs nothing and may ask for nothing: no script, and every request is forbidden. */
export const page = (language: string, title: string, body: string): string =>
  `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;

export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th scope="col">${text(head)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n')}</tbody></table>`;
