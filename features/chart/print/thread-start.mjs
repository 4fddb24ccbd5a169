// The first module of the thread. A thread does not inherit the compile cache (Node 24), and half of its start would be
// stripping types and compiling again.
import { enableCompileCache } from 'node:module';

const [cache] = process.argv.slice(2);
if (cache) enableCompileCache(cache);
await import('./print-thread.ts');
