import { defineEvents } from './define.ts';

/** Lines of the database, the trusted core and the features; ids and counts only. */
export const coreEvents = defineEvents({
  'db.opened': { message: 'database open', fields: { engine: ['sqlite', 'postgres'], ms: 'ms', version: 'version' } },
  'db.migrated': { message: 'schema step applied', fields: { step: 'label', ms: 'ms' } },
  'db.failed': { message: 'the database failed', fields: { engine: ['sqlite', 'postgres'], code: 'code' } },
  'db.slow': { message: 'a write held the lock longer than it should', fields: { ms: 'ms', statements: 'count' } },
  'disk.low': {
    message: 'the disk is full: room that was kept back was given up',
    fields: { kept: 'count', free: 'count' },
  },
  'disk.room': { message: 'room is kept back on the disk', fields: { kept: 'count', free: 'count' } },
  'egress.refused': {
    message: 'an outgoing connection was refused',
    fields: { code: 'code', port: 'count', kind: 'label' },
  },
  'sandbox.ended': {
    message: 'importer process ended',
    fields: {
      import: 'id',
      ms: 'ms',
      code: 'code',
      outcome: ['done', 'failed', 'killed', 'cancelled'],
      bytes: 'count',
    },
  },
  'sandbox.degraded': { message: 'the importer runs without a part of its isolation', fields: { missing: 'label' } },
  'vault.opened': { message: 'keyring open', fields: { generation: 'count', scopes: 'count' } },
  'vault.integrity': {
    message: 'stored data does not match what was written',
    fields: { record: 'id', table: 'label', row: 'id', code: 'code' },
  },
  'vault.rotated': { message: 'keys rotated', fields: { record: 'id', epoch: 'count', rows: 'count', ms: 'ms' } },
  'ledger.checkpoint': { message: 'checkpoint signed', fields: { size: 'count', ms: 'ms' } },
  'ledger.witness-failed': { message: 'the witness could not be written', fields: { code: 'code' } },
  'ledger.clock': { message: 'the clock went backwards', fields: { ms: 'ms' } },
  'ledger.broken': { message: 'the ledger does not verify', fields: { seq: 'count', code: 'code' } },
  'import.read': {
    message: 'import read and staged',
    fields: { import: 'id', files: 'count', facts: 'count', problems: 'count', bytes: 'count', ms: 'ms' },
  },
  'import.committed': { message: 'import committed', fields: { import: 'id', facts: 'count', ms: 'ms' } },
  'import.failed': { message: 'import failed', fields: { import: 'id', code: 'code' } },
  'files.swept': { message: 'stored files that nothing named removed', fields: { files: 'count' } },
  'retention.swept': { message: 'what is kept for a while was let go', fields: { things: 'count' } },
  'import.swept': { message: 'left-over staged rows removed', fields: { imports: 'count', rows: 'count' } },
  'alerts.mailed': { message: 'messages with notices were put on their way', fields: { mails: 'count' } },
  'alerts.told': { message: 'accounts were told what the log gave reason for', fields: { notices: 'count' } },
  'leavings.erased': { message: 'records that an organization let go of were erased', fields: { records: 'count' } },
  'links.swept': { message: 'share links that ended were removed', fields: { links: 'count' } },
  'custody.grown': { message: 'who looks after whom changed with the age of a person', fields: { events: 'count' } },
  'account.locked': { message: 'logins slowed down after failures', fields: { seconds: 'count' } },
  'keys.not-sealed': { message: 'the sealed keyring could not be renewed', fields: { code: 'code' } },
  'operator.failed': { message: 'an act of the operator failed', fields: { code: 'code' } },
  'backup.done': { message: 'backup written', fields: { bytes: 'count', objects: 'count', ms: 'ms' } },
  'backup.failed': { message: 'backup failed', fields: { code: 'code' } },
  'backup.rehearsed': { message: 'restore rehearsed', fields: { facts: 'count', ms: 'ms', passed: 'flag' } },
});
