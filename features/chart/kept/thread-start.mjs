// The first module of the chart's threads. A thread does not inherit the compile cache (Node 24), and most of its start
// would be stripping types again; the egress guard refuses to start threads with options that load code.
import { enableCompileCache } from 'node:module';

const threads = {
  search: () => import('./search-thread.ts'),
};
const [name, cache] = process.argv.slice(2);
if (cache) enableCompileCache(cache);
await threads[name]();
