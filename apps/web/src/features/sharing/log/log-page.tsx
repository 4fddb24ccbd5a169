import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditFilter } from '../../../api/activity-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { checksLog, onlyChecks } from '../../../api/roles.ts';
import { useSession } from '../../../api/session-context.tsx';
import { InstanceFrame } from '../../../shell/instance-frame.tsx';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Problem, Waiting } from '../../../ui/states.tsx';
import classes from './log.module.css';
import { logText as text } from './log.text.ts';
import { LogEntry } from './log-entry.tsx';
import { LogFilter } from './log-filter.tsx';

/** `/instance/log`: who did what on this instance, for owners, admins and auditors; no record. */
export function LogPage() {
  const { account } = useSession();
  return (
    <InstanceFrame>
      {checksLog(account.roles) ? (
        <Log isOnly={onlyChecks(account.roles)} />
      ) : (
        <Empty title={text.notYours} whole>
          <p>{text.notYoursWords}</p>
          <ButtonLink to="/" variant="default">
            {text.back}
          </ButtonLink>
        </Empty>
      )}
    </InstanceFrame>
  );
}

function Log({ isOnly }: { readonly isOnly: boolean }) {
  const api = useApi();
  const [filter, setFilter] = useState<AuditFilter>({});
  /** Where each older page began; the newest has none. */
  const [pages, setPages] = useState<readonly number[]>([]);
  const before = pages.at(-1) ?? null;
  const query = useQuery({
    queryKey: keys.audit(filter, before),
    queryFn: () => api.audit(filter, before),
    staleTime: before === null ? 0 : Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const { data } = query;
  const look = (next: AuditFilter) => {
    setFilter(next);
    setPages([]);
  };

  return (
    <Page
      title={text.title}
      lead={isOnly ? `${text.onlyChecks} ${text.lead}` : text.lead}
      actions={
        isOnly ? null : (
          <ButtonLink to="/" variant="default">
            {text.back}
          </ButtonLink>
        )
      }
    >
      <LogFilter onLook={look} />
      {query.error ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : data === undefined ? (
        <Waiting />
      ) : data.entries.length === 0 ? (
        <Empty title={text.emptyTitle}>
          <p>{text.emptyWords}</p>
        </Empty>
      ) : (
        <>
          {data.total === null ? null : <p className={classes.quiet}>{text.total(data.total)}</p>}
          <ul className={classes.entries}>
            {data.entries.map((entry) => (
              <li key={entry.seq}>
                <LogEntry entry={entry} />
              </li>
            ))}
          </ul>
          <nav className={classes.buttons} aria-label={text.title}>
            <Button variant="default" disabled={pages.length === 0} onClick={() => setPages(pages.slice(0, -1))}>
              {text.newer}
            </Button>
            <Button
              variant="default"
              disabled={data.next === null}
              onClick={() => (data.next === null ? undefined : setPages([...pages, data.next]))}
            >
              {text.older}
            </Button>
          </nav>
        </>
      )}
      <section className={classes.exports}>
        <h2 className={classes.part}>{text.exports}</h2>
        <p className={classes.quiet}>{text.exportsWords}</p>
        <div className={classes.buttons}>
          <Button component="a" variant="default" href={api.auditFileUrl(filter, 'csv')} download>
            {text.csv}
          </Button>
          <Button component="a" variant="default" href={api.auditFileUrl(filter, 'ndjson')} download>
            {text.ndjson}
          </Button>
        </div>
      </section>
    </Page>
  );
}
