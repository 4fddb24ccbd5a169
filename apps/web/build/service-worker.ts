import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

const SOURCE = join(import.meta.dirname, '../src/worker/shell-worker.ts');
const PUBLIC = join(import.meta.dirname, '../public');

/**
 * Writes `service-worker.js`: the worker's function with the list of the shell's files, and a version that changes with
 * any of them. It has no hash in its name, because browsers ask for the same address again to see whether it changed.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'chartwarden-service-worker',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const open = readdirSync(PUBLIC).sort();
      // Those of pdf.js are large and many (build/pdf-files.ts): a browser gets the few that a PDF needs.
      const built = Object.keys(bundle).filter((file) => /^assets\/(?!pdfjs-)/.test(file));
      const files = ['/', ...[...built, ...open].map((file) => `/${file}`)];
      const hash = createHash('sha256').update(files.join('\n'));
      for (const file of open) hash.update(readFileSync(join(PUBLIC, file)));
      // What the page itself says is in the names of the assets it loads.
      const shell = { version: hash.digest('hex').slice(0, 16), files };
      const { code } = await transformWithOxc(readFileSync(SOURCE, 'utf8'), 'shell-worker.ts', { sourcemap: false });
      const source = `${code.replaceAll(/^export (?=function)/gm, '').replaceAll(/^export \{.*\};?$/gm, '')}\nshellWorker(self, ${JSON.stringify(shell)});\n`;
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
    },
  };
}
