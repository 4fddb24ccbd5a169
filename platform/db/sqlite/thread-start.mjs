// The first module of this package's threads. A thread does not inherit the compile cache (Node 24), and half of its
// start would be stripping types again; the egress guard refuses to start threads with options that load code.
import { enableCompileCache } from 'node:module';

const threads = {
  checkpoint: () => import('./checkpoint-thread.ts'),
  copy: () => import('./copy-thread.ts'),
  writer: () => import('./writer-thread.ts'),
};
const [name, cache] = process.argv.slice(2);
if (cache) enableCompileCache(cache);
await threads[name]();
