import type { ImportFile, ImportState } from '../../api/types.ts';
import { i18n } from '../../i18n/i18n.ts';
import { formatBytes } from '../../ui/words.ts';
import { intakeText } from './intake.text.ts';
import type { Upload, UploadSet } from './uploads.ts';

const text = intakeText.files;

/** One file of an import as its row shows it. */
export interface FileLine {
  readonly key: string;
  readonly name: string;
  readonly size: string;
  readonly status: string;
  readonly tone: 'quiet' | 'good' | 'care';
  /** 0 to 1 while something moves. */
  readonly progress?: number;
  readonly recognised?: string;
  readonly remark?: string;
}

/** What the server knows of the files, and what this tab knows of those that are on their way or did not arrive. */
export function fileLines(state: ImportState, uploads: UploadSet | undefined): readonly FileLine[] {
  const own = uploads?.files ?? [];
  if (state.state === 'receiving' && own.length > 0) return own.map(uploadLine);
  const lost = own.filter((upload) => upload.state === 'failed').map(uploadLine);
  return [...lost, ...state.files.map((file) => serverLine(file, state))];
}

function uploadLine(upload: Upload): FileLine {
  const base = { key: `up:${upload.path}`, name: upload.path, size: formatBytes(upload.size) };
  switch (upload.state) {
    case 'waiting':
      return { ...base, status: text.waiting, tone: 'quiet' };
    case 'sending':
      return {
        ...base,
        status: text.sending(formatBytes(upload.sent), formatBytes(upload.size)),
        tone: 'quiet',
        progress: upload.size === 0 ? 1 : Math.min(1, upload.sent / upload.size),
      };
    case 'sent':
      return { ...base, status: text.sent, tone: 'good' };
    case 'duplicate':
      return { ...base, status: text.sent, tone: 'good', remark: text.duplicate };
    case 'failed':
      return { ...base, status: text.notSent, tone: 'care', ...(upload.reason ? { remark: upload.reason } : {}) };
  }
}

function serverLine(file: ImportFile, state: ImportState): FileLine {
  const base = {
    key: file.source,
    name: file.name,
    size: formatBytes(file.size),
    ...(file.recognised ? { recognised: file.recognised } : {}),
  };
  switch (file.state) {
    case 'waiting':
      return { ...base, status: state.state === 'receiving' ? text.sent : text.waiting, tone: 'quiet' };
    case 'reading':
      return { ...base, status: text.reading, tone: 'quiet', progress: partRead(file, state) };
    case 'read': {
      const { counts } = file;
      const words = text.counts(counts.new, counts.newer, counts.unchanged);
      return { ...base, status: words || text.read, tone: 'good' };
    }
    case 'refused':
      return {
        ...base,
        status: text.refused,
        tone: 'care',
        ...(file.reason ? { remark: i18n.sent(file.reason.message) } : {}),
      };
  }
}

/** How far a file has been read: the import's bytes less those of the files that are done. */
function partRead(file: ImportFile, state: ImportState): number {
  const done = state.files
    .filter((other) => other.state === 'read' || other.state === 'refused')
    .reduce((sum, other) => sum + other.size, 0);
  if (file.size === 0) return 0;
  return Math.min(1, Math.max(0, (state.progress.bytesRead - done) / file.size));
}
