import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/api-context.tsx';
import { sessionQuery } from '../api/queries.ts';
import { useSession } from '../api/session-context.tsx';
import { formatWhen } from '../ui/words.ts';
import classes from './notices.module.css';
import { shellText } from './shell.text.ts';

const text = shellText.notices;

/** What the account's owner should know, such as a one-time link made at the server, until they say that they do. */
export function Notices() {
  const api = useApi();
  const queries = useQueryClient();
  const { notices = [] } = useSession();
  const seen = useMutation({
    mutationFn: api.noticesSeen,
    onSuccess: () => queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 }),
  });
  if (notices.length === 0) return null;
  return (
    <div className={classes.notices} role="status">
      <div>
        {notices.map((notice) => {
          const when = formatWhen(notice.at, Date.now());
          // What is about a record names it by its id, after a colon.
          const [kind = '', person] = notice.kind.split(':');
          return (
            <p key={notice.id}>
              {text.known[kind]?.(when) ?? text.other(kind, when)}
              {person === undefined ? null : (
                <>
                  {' '}
                  <Link to="/people/$person/activity" params={{ person }}>
                    {text.look}
                  </Link>
                </>
              )}
            </p>
          );
        })}
      </div>
      <Button variant="default" size="xs" onClick={() => seen.mutate()} loading={seen.isPending}>
        {text.seen}
      </Button>
    </div>
  );
}
