// `npm start`: builds the web app when it has to, then becomes the server. Plain JavaScript, so that an old Node can
// still read the sentence that tells what to do.
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Chartwarden needs Node 24 or newer; this is ${process.version}. "npm ci" brings Node 24 for Linux (x64, arm64), ` +
      'Windows (x64) and macOS (x64), and "npm start" uses it. On another machine install it from https://nodejs.org and try again.\n',
  );
  process.exit(1);
}

// In the project's own folder: the default is a folder in /tmp that every user of the machine could prepare.
nodeModule.enableCompileCache(join(root, '.cache/compile'));

const { ensureWebBuilt } = await import('./web-build.ts');
if (ensureWebBuilt((line) => process.stderr.write(`${line}\n`)) === 'failed') {
  process.stderr.write('The web app could not be built; what went wrong stands above. The server was not started.\n');
  process.exit(1);
}
await import('../apps/server/main.mjs');
