export { type DataFolderLock, lockDataFolder } from './data-folder-lock.ts';
export { exportTables } from './export/export-tables.ts';
export { importTables } from './export/import-tables.ts';
export { openPostgres, type PostgresDb, type PostgresOptions } from './postgres/open-postgres.ts';
export { enterPostgres, onlyProcess, type Presence } from './postgres/presence.ts';
export {
  type DiskReserve,
  type DiskReserveOptions,
  openDiskReserve,
  type ReserveState,
} from './reserve/disk-reserve.ts';
export { keepRoom } from './reserve/keep-room.ts';
export { openSqlite, type SqliteDb, type SqliteOptions } from './sqlite/open-sqlite.ts';
export type { SlowWrite } from './sqlite/write-scheduler.ts';
export * from './types.ts';
