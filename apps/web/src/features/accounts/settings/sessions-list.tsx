import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import type { SessionLine } from '../../../api/types.ts';
import { Problem, Remark, Waiting } from '../../../ui/states.tsx';
import { formatWhen } from '../../../ui/words.ts';
import { deviceWords } from './device-words.ts';
import classes from './settings.module.css';
import { settingsText } from './settings.text.ts';

/** Every login of this account; each but the one at hand can be ended here. */
export function SessionsList() {
  const text = settingsText.sessions;
  const api = useApi();
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: keys.sessions, queryFn: api.sessions, staleTime: 0 });
  const again = () =>
    Promise.all([keys.sessions, keys.apiTokens].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const end = useMutation({ mutationFn: api.endSession, onSettled: again });
  const endOthers = useMutation({ mutationFn: api.endOtherSessions, onSettled: again });
  const failed = end.error ?? endOthers.error;
  const busy = end.isPending || endOthers.isPending;

  return (
    <section className={classes.group} aria-labelledby="settings-sessions">
      <h2 className={classes.title} id="settings-sessions">
        {text.title}
      </h2>
      <p className={classes.quiet}>{text.lead}</p>
      {sessions.error ? (
        <Problem error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : sessions.data === undefined ? (
        <Waiting />
      ) : (
        <>
          <ul className={classes.sessions}>
            {sessions.data.map((one) => (
              <Login key={one.id} session={one} busy={busy} onEnd={() => end.mutate(one.id)} />
            ))}
          </ul>
          <div>
            <Button variant="default" disabled={busy} onClick={() => endOthers.mutate()}>
              {text.endOthers}
            </Button>
            <p className={classes.quiet}>{text.endOthersHint}</p>
          </div>
          <div role="status">{endOthers.isSuccess ? <Remark tone="good">{text.ended}</Remark> : null}</div>
        </>
      )}
      {failed ? <Problem error={failed} /> : null}
    </section>
  );
}

function Login(props: { readonly session: SessionLine; readonly busy: boolean; readonly onEnd: () => void }) {
  const text = settingsText.sessions;
  const { session } = props;
  const now = Date.now();
  const device = deviceWords(session);
  return (
    <li className={classes.session}>
      <div className={classes.sessionWords}>
        <p className={classes.device}>
          <bdi>{device}</bdi>
          {session.current ? <span className={classes.mark}>{text.current}</span> : null}
        </p>
        <p className={classes.quiet}>
          {[
            text.since(formatWhen(session.createdAt, now)),
            session.ip === null ? '' : text.from(session.ip),
            session.current ? '' : text.used(formatWhen(session.usedAt, now)),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      </div>
      {session.current ? null : (
        <Button
          variant="default"
          size="xs"
          disabled={props.busy}
          onClick={props.onEnd}
          aria-label={text.endThis(device)}
        >
          {text.end}
        </Button>
      )}
    </li>
  );
}
