import { defineErrors } from '../define.ts';

/** How reading a file in the sandbox can end badly. In every case nothing of the file was kept by the reader itself. */
export const sandboxErrors = defineErrors({
  'CW-SBX-001': {
    status: 500,
    issue: 'exception',
    message:
      'The protected reader for files could not be started. Nothing was read. Run "chartwarden doctor" to see why.',
  },
  'CW-SBX-002': {
    status: 422,
    issue: 'too-costly',
    message: 'Reading this file needed more memory than is allowed, so it was stopped. The file itself is unharmed.',
  },
  'CW-SBX-003': {
    status: 422,
    issue: 'timeout',
    message: 'Reading this file took longer than is allowed, so it was stopped. The file itself is unharmed.',
  },
  'CW-SBX-004': {
    status: 422,
    issue: 'timeout',
    message: 'Reading this file stopped making progress, so it was ended. The file itself is unharmed.',
  },
  'CW-SBX-005': {
    status: 422,
    issue: 'too-costly',
    message:
      'This file unpacked into more data than is allowed, so reading it was stopped. The file itself is unharmed.',
  },
  'CW-SBX-006': {
    status: 422,
    issue: 'processing',
    message:
      'The reader for this kind of file crashed on it. The file itself is unharmed; other files are not affected.',
  },
  'CW-SBX-007': {
    status: 422,
    issue: 'processing',
    message:
      'The reader for this kind of file gave an answer that made no sense, so it was stopped and nothing of it was kept.',
  },
  'CW-SBX-008': {
    status: 422,
    issue: 'processing',
    message: 'The reader for this kind of file could not make sense of it. The file itself is unharmed.',
  },
  'CW-SBX-009': {
    status: 409,
    issue: 'processing',
    message: 'Reading the file was cancelled. Nothing of it was kept.',
  },
});
