import type { ReactNode } from 'react';
import type { AuditEntry } from '../../../api/activity-types.ts';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { Pairs } from '../../../ui/panel.tsx';
import { formatClock, formatDay, formatNumber } from '../../../ui/words.ts';
import { lineText } from '../activity.text.ts';
import classes from './log.module.css';
import { actionWords, logText as text } from './log.text.ts';

const fields = text.fields;

function whoOf({ actorKind, actorName, actorUserId }: AuditEntry): string {
  if (actorName !== undefined) return actorName;
  if (actorUserId !== undefined) return text.unknownAccount;
  return actorKind === 'operator' || actorKind === 'system' ? text.filter.kinds[actorKind] : text.withoutLogin;
}

/** One line of the log: when, who, what, and whether it was allowed; opens to all of it. */
export function LogEntry({ entry }: { readonly entry: AuditEntry }) {
  const { erased, action = '', outcome } = entry;
  const time = Date.parse(entry.createdAt);
  return (
    <details className={classes.entry}>
      <summary className={classes.summary}>
        <time className={classes.time} dateTime={entry.createdAt}>
          {formatDay(time)}, {formatClock(time)}
        </time>
        <span className={classes.words}>
          {erased ? (
            text.erased
          ) : (
            <>
              <bdi className={classes.who}>{whoOf(entry)}</bdi>
              <span>{actionWords(action)}</span>
              {outcome === 'failure' ? <span className={classes.mark}>{text.outcomes.failure}</span> : null}
            </>
          )}
        </span>
      </summary>
      <div className={classes.all}>
        <Pairs rows={rowsOf(entry)} />
      </div>
    </details>
  );
}

function rowsOf(entry: AuditEntry): readonly (readonly [string, ReactNode])[] {
  const { purpose } = entry;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [fields.when, entry.createdAt],
    [fields.email, entry.actorEmail === undefined ? '' : <bdi key="email">{entry.actorEmail}</bdi>],
    [fields.role, entry.actorRole ?? ''],
    [fields.action, entry.action ?? ''],
    [fields.types, entry.resourceType?.split(' ').map(typeWords).join(', ') ?? ''],
    [fields.count, entry.count === undefined ? '' : formatNumber(entry.count)],
    [fields.record, entry.resourceId ?? ''],
    [fields.purpose, purpose === undefined ? '' : (lineText.purposes[purpose] ?? purpose)],
    [fields.request, entry.path === undefined ? '' : `${entry.method ?? ''} ${entry.path}`],
    [fields.status, entry.statusCode === undefined ? '' : String(entry.statusCode)],
    [fields.code, entry.code ?? ''],
    [fields.ip, entry.ipAddress ?? ''],
    [fields.agent, entry.userAgent === undefined ? '' : <bdi key="agent">{entry.userAgent}</bdi>],
    [fields.line, formatNumber(entry.seq)],
  ];
  return rows.filter(([, value]) => value !== '');
}
