import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { sessionQuery } from '../api/queries.ts';
import { useSession } from '../api/session-context.tsx';
import { formatWhen } from '../ui/words.ts';
import classes from './notices.module.css';
import { noticesText as text } from './notices.text.ts';

/** So many are shown at once: they stand above every page, and should leave room for it. */
const FEW = 2;

/** About the age of the person: what changes stands on another page than who saw what. */
const GROWING: ReadonlySet<string> = new Set(['growing-teen', 'growing-adult']);

/** Each with what it is about, the newest first, and one button for all. */
export function NoticeList() {
  const api = useApi();
  const queries = useQueryClient();
  const { notices = [] } = useSession();
  const seen = useMutation({
    mutationFn: api.noticesSeen,
    onSuccess: () => queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 }),
  });
  // What happened again and again is said once: the last time, and how often.
  const latest = new Map<string, (typeof notices)[number] & { readonly count: number }>();
  for (const notice of notices)
    latest.set(notice.kind, { ...notice, count: (latest.get(notice.kind)?.count ?? 0) + 1 });
  const [all, setAll] = useState(false);
  const newest = [...latest.values()].sort((one, other) => other.at - one.at);
  const shown = all ? newest : newest.slice(0, FEW);
  return (
    <div className={classes.notices} role="status" data-print="no">
      <div>
        {shown.map((notice) => {
          const when = formatWhen(notice.at, Date.now());
          // What is about a record names it by its id, after a colon.
          const [kind = '', person] = notice.kind.split(':');
          return (
            <p key={notice.id}>
              {text.known[kind]?.(when) ?? text.other(kind, when)} {notice.count > 1 ? text.times(notice.count) : null}
              {kind === 'ownership-offered' ? <Link to="/invitations">{text.lookOffer}</Link> : null}
              {kind === 'ownership-offer-made' ? <Link to="/instance/accounts">{text.lookAccounts}</Link> : null}
              {kind === 'invitation-waits' ? <Link to="/invitations">{text.lookInvitations}</Link> : null}
              {person === undefined ? null : (
                <>
                  {' '}
                  {GROWING.has(kind) ? (
                    <Link to="/people/$person/custody" params={{ person }}>
                      {text.lookCustody}
                    </Link>
                  ) : (
                    <Link to="/people/$person/activity" params={{ person }}>
                      {text.look}
                    </Link>
                  )}
                </>
              )}
            </p>
          );
        })}
        {newest.length > shown.length ? (
          <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
            {text.more(newest.length - shown.length)}
          </Button>
        ) : null}
      </div>
      <Button variant="default" size="xs" onClick={() => seen.mutate()} loading={seen.isPending}>
        {text.seen}
      </Button>
    </div>
  );
}
