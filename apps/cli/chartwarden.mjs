#!/usr/bin/env node
// The launcher of `chartwarden`: runs main.ts when this Node can (24 or newer), otherwise starts the Node 24 that
// `npm ci` brought. Plain JavaScript that an old Node can read; the verbs are in main.ts.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
// Nobody opens a debugger in it by a signal; its young generation stays small (deploy/README.md says why).
const OPTIONS = ['--disable-sigusr1', '--max-semi-space-size=16'];
const here = dirname(fileURLToPath(import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  // In the project's own folder: the default is a folder in /tmp that every user of the machine could prepare.
  nodeModule.enableCompileCache(join(here, '../../.cache/compile'));
  await import('./main.ts');
} else {
  runWithPinnedNode();
}

function runWithPinnedNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const node = findUpwards(join('node_modules', name, 'bin', system === 'win' ? 'node.exe' : 'node'));
  if (node === null) {
    process.stderr.write(
      `chartwarden needs Node ${NEEDED} or newer; this is ${process.version}, and the package ${name} that would bring it is not installed. ` +
        `Run "npm ci" in Chartwarden's folder (it brings Node ${NEEDED} for Linux on x64 and arm64, Windows and macOS on x64), ` +
        `or install Node ${NEEDED} from https://nodejs.org.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [...OPTIONS, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // A terminal sends Ctrl+C to both; a supervisor that knows only this process is passed on.
  const signals = ['SIGTERM', 'SIGHUP', 'SIGINT'];
  for (const signal of signals) process.on(signal, () => void (signal === 'SIGINT' || child.kill(signal)));
  child.on('error', (error) => {
    process.stderr.write(`chartwarden could not start ${node}: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 1;
      return;
    }
    for (const handled of signals) process.removeAllListeners(handled);
    process.kill(process.pid, signal);
  });
}

/** The nearest such path above this file, or null. */
function findUpwards(path) {
  for (let folder = here; ; folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return join(folder, path);
    if (folder === dirname(folder)) return null;
  }
}
