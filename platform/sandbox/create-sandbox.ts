import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CodedError } from '@chartwarden/errors';
import { compileCacheIn, fillCompileCache } from './compile-cache.ts';
import { detectIsolation, type Isolation } from './isolation.ts';
import { createProgram, type Program } from './program.ts';
import type { ProgramOptions, Sandbox, SandboxLimits, SandboxOptions } from './types.ts';

const defaultLimits: SandboxLimits = {
  heapMb: 256,
  buffersMb: 256,
  deadlineMs: 10 * 60_000,
  idleMs: 60_000,
  maxOutputBytes: 4 * 1024 ** 3,
  maxMessageBytes: 32 * 1024 ** 2,
  maxHeaderBytes: 256 * 1024,
};

/** Address space that Node reserves at its start and that the kernel counts as data, MiB (measured: 576 on Node 24). */
const nodeReservesMb = 640;
/** Most imports are over before TurboFan's code pays for its making: a seventh of a small one, nothing of a large one. */
const patience = '--invocation-count-for-turbofan=20000';
const warmMsByDefault = 5 * 60_000;
const alwaysReadable = ['kernel', 'platform/sandbox', 'platform/egress', 'node_modules'];

/** Runs importers on hostile files in programs that can reach nothing but their own code and two pipes (design section 5). */
export const createSandbox = (options: SandboxOptions): Sandbox => {
  const { spawn, root, code, node = process.execPath, warm = false, warmMs = warmMsByDefault } = options;
  const readable = [...alwaysReadable, ...code].map((folder) => resolve(root, folder) + sep);
  const start = pathToFileURL(resolve(root, 'platform/sandbox/child-start.ts')).href;
  const spares = new Map<string, { readonly program: Program; readonly timer: NodeJS.Timeout }>();
  let found: Promise<Isolation> | undefined;
  const isolation = (): Promise<Isolation> => {
    found ??= detectIsolation(spawn, node, options.atMost);
    return found;
  };

  const cache = options.cache === undefined ? undefined : compileCacheIn(root, options.cache);
  const filled = new Map<string, Promise<boolean>>();

  const launch = async ({ entry, limits: given }: ProgramOptions): Promise<Program> => {
    const limits = { ...defaultLimits, ...given };
    const lineWith = (more: readonly string[]): readonly string[] => [
      node,
      '--permission',
      ...readable.map((folder) => `--allow-fs-read=${folder}`),
      // Its file access passes the permission model by.
      '--no-experimental-sqlite',
      '--disable-sigusr1',
      '--no-warnings',
      `--max-old-space-size=${limits.heapMb}`,
      patience,
      ...more,
      `--import=${start}`,
      entry,
    ];
    const memory = (nodeReservesMb + limits.heapMb + limits.buffersMb) * 1024 ** 2;
    const around = await isolation();
    let [line, visible] = [lineWith([]), [...readable, node]];
    if (cache !== undefined && around.status.level === 'jail') {
      const cached = lineWith(cache.flags);
      const isFilled =
        filled.get(entry) ?? fillCompileCache(spawn, around, cache, { line: cached, readable: visible, memory });
      filled.set(entry, isFilled);
      if (await isFilled) [line, visible] = [cached, [...visible, cache.folder]];
    }
    const [file, args] = around.wrap(line, visible, memory);
    try {
      return createProgram(spawn(file, args, { cwd: '/' }), limits);
    } catch (error) {
      throw new CodedError('CW-SBX-001', undefined, { cause: error });
    }
  };

  const keyOf = ({ entry, limits }: ProgramOptions): string => JSON.stringify([entry, { ...defaultLimits, ...limits }]);

  const prepare = async (program: ProgramOptions): Promise<void> => {
    const key = keyOf(program);
    if (spares.has(key)) return;
    const spare = await launch(program);
    if (spares.has(key)) return spare.close();
    const timer = setTimeout(() => {
      spares.delete(key);
      void spare.close();
    }, warmMs).unref();
    const entry = { program: spare, timer };
    spares.set(key, entry);
    await spare.ready();
    // A spare that waits keeps no process alive; one that was taken meanwhile does.
    if (spares.get(key) === entry) spare.hold(false);
  };

  const take = async (program: ProgramOptions): Promise<Program> => {
    const key = keyOf(program);
    const spare = spares.get(key);
    if (spare !== undefined) {
      spares.delete(key);
      clearTimeout(spare.timer);
      if (!spare.program.isOver) {
        spare.program.hold(true);
        return spare.program;
      }
    }
    return launch(program);
  };

  /** A spare is only a convenience: that one could not be started shows at the next use. */
  const replenish = (program: ProgramOptions): void => {
    if (warm && program.warm !== false) prepare(program).catch(() => undefined);
  };

  return {
    async run({ entry, limits, warm: isKept, ...job }) {
      const options: ProgramOptions = {
        entry,
        ...(limits === undefined ? {} : { limits }),
        ...(isKept === undefined ? {} : { warm: isKept }),
      };
      const program = await take(options);
      try {
        await program.ready();
        return await program.run(job);
      } finally {
        await program.close();
        replenish(options);
      }
    },
    async open(options) {
      const program = await take(options);
      await program.ready();
      return {
        run: (job) => program.run(job),
        async close() {
          await program.close();
          replenish(options);
        },
        get isOver() {
          return program.isOver;
        },
      };
    },
    prepare,
    status: async () => (await isolation()).status,
    async close() {
      const open = [...spares.values()];
      spares.clear();
      for (const { timer } of open) clearTimeout(timer);
      await Promise.all(open.map(({ program }) => program.close()));
    },
  };
};
