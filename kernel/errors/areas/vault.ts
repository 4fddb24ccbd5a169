import { defineErrors } from '../define.ts';

export const vaultErrors = defineErrors({
  'CW-VLT-001': {
    status: 500,
    issue: 'exception',
    message:
      'A stored item is not what was written: it was changed or damaged outside Chartwarden. It is not shown. Run "chartwarden doctor" and restore it from a backup.',
  },
  'CW-VLT-002': {
    status: 410,
    issue: 'deleted',
    message: 'This record was erased. Its keys are destroyed and nothing of it can be read any more.',
  },
  'CW-VLT-003': {
    status: 500,
    issue: 'security',
    message: 'Something tried to read a record without a valid permit. Nothing was read.',
  },
  'CW-VLT-004': {
    status: 500,
    issue: 'exception',
    message:
      'The root key does not fit this data folder. Nothing was changed. Put back the root key that belongs to it (see your recovery kit).',
  },
  'CW-VLT-005': {
    status: 500,
    issue: 'security',
    message:
      'The folder or file of the root key can be read by others. Chartwarden does not start until only its own user may read it (folder 0700, file 0600).',
  },
  'CW-VLT-006': {
    status: 400,
    issue: 'invalid',
    message: 'The recovery kit was not typed correctly: its checksum does not fit. Look for a mistyped character.',
  },
  'CW-VLT-007': {
    status: 409,
    issue: 'conflict',
    message:
      'This import is not in a state that allows that. Nothing was changed. Reload the page to see where it stands.',
  },
  'CW-VLT-008': {
    status: 409,
    issue: 'conflict',
    message: 'The record changed at the same moment. Nothing was changed by this request. Try it again.',
  },
  'CW-VLT-009': {
    status: 422,
    issue: 'business-rule',
    message: 'This correction does not fit this entry. Nothing was changed.',
  },
  'CW-VLT-010': {
    status: 500,
    issue: 'exception',
    message: 'A key is missing from the keyring. Restore the sealed keyring that belongs to this data folder.',
  },
  'CW-VLT-011': {
    status: 500,
    issue: 'exception',
    message:
      'This is encrypted under a key that was replaced and then destroyed ("keys rotate --forget-old"). It can no longer be read.',
  },
  'CW-VLT-012': {
    status: 409,
    issue: 'conflict',
    message:
      'An archive brings a record back only where nothing was added yet, and something was added meanwhile. Nothing was changed. Give this import up and add the archive again: its entries are then added to what is there.',
  },
  'CW-VLT-013': {
    status: 412,
    issue: 'conflict',
    message:
      'This entry is not at the version that you named (If-Match). Nothing was changed. Read it again and send your change on top of what stands there now.',
  },
  'CW-VLT-014': {
    status: 422,
    issue: 'business-rule',
    message: 'This entry would be about somebody else. An entry stays with its person; nothing was changed.',
  },
  'CW-VLT-016': {
    status: 413,
    issue: 'too-long',
    message: 'This resource is larger than 16 MB. Nothing was written. Add it as a file instead.',
  },
  'CW-VLT-017': {
    status: 400,
    issue: 'structure',
    message: 'This is no FHIR resource in JSON. Nothing was written.',
  },
  'CW-VLT-018': {
    status: 422,
    issue: 'business-rule',
    message: 'This entry is of another type than what was sent. Nothing was changed.',
  },
  'CW-VLT-019': {
    status: 422,
    issue: 'too-costly',
    message:
      'A transaction holds at most 100 writes and 32 MB, or up to 10,000 new entries and 64 MB. Nothing was written. Send it in parts, or add it as a file.',
  },
  'CW-VLT-020': {
    status: 422,
    issue: 'business-rule',
    message: 'Two writes of this transaction change the same entry. Nothing was written.',
  },
  'CW-VLT-021': {
    status: 412,
    issue: 'multiple-matches',
    message: 'Several entries fit the condition of this write. Nothing was written. Narrow it so that one is meant.',
  },
  'CW-VLT-022': {
    status: 400,
    issue: 'invalid',
    message:
      'What was sent names an entry by its id, and it is not the one that fits the condition. Nothing was written. Leave out the id, or name the entry that is meant.',
  },
});
