import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { Before, BeforeChange } from '../../../api/before-types.ts';
import { keys } from '../../../api/keys.ts';
import type { ShareChange } from '../../../api/share-types.ts';
import { sentenceOf } from '../../../ui/activity-sentence.text.ts';
import { Page } from '../../../ui/page.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { Remark } from '../../../ui/states.tsx';
import { formatDay } from '../../../ui/words.ts';
import { shareChangeWords } from '../share-history.tsx';
import { momentWords } from '../share-sentence.ts';
import classes from '../sharing.module.css';
import { beforeText as text } from './before.text.ts';

const PAGE = 50;

/** `/people/$person/sharing/before/$source`: consents and log of an archive that was added, as history to read. */
export function BeforePage() {
  const api = useApi();
  const { person, source } = useParams({ from: '/session/people/$person/sharing/before/$source' });
  const before = useQuery({
    queryKey: keys.before(person, source),
    queryFn: () => api.before(person, source),
    // It stays as it is, and reading it is a look at a file.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Page title={text.title} lead={text.lead}>
      {before.data ? (
        <Told {...before.data} />
      ) : (
        <InPlaceOf error={before.error} onRetry={() => void before.refetch()} />
      )}
    </Page>
  );
}

function Told({ source, made, log, changes, lines }: Before) {
  const [shown, setShown] = useState(PAGE);
  return (
    <div className={classes.page}>
      <p className={classes.quiet}>
        <bdi>{made === null ? text.madeSometime(source.name) : text.made(source.name, formatDay(made))}</bdi>
      </p>
      <Remark tone={log.holds ? 'good' : 'care'}>
        <p>{log.holds ? text.holds(log.lines) : text.broken}</p>
        {log.holds ? <p>{text.whose}</p> : null}
        {log.key === '' ? null : (
          <details>
            <summary>{text.key}</summary>
            <p className={classes.key}>{log.key}</p>
          </details>
        )}
      </Remark>
      <section className={classes.part}>
        <h2 className={classes.title}>{text.given}</h2>
        <p className={classes.quiet}>{changes.length === 0 ? text.nothingGiven : text.givenNote}</p>
        <ol className={classes.changes}>
          {changes.map((change) => (
            <li key={change.event}>
              <time dateTime={new Date(change.given).toISOString()}>{momentWords(change.given)}</time>
              <span>{shareChangeWords(asHere(change))}</span>
            </li>
          ))}
        </ol>
      </section>
      {log.holds ? (
        <section className={classes.part}>
          <h2 className={classes.title}>{text.seen}</h2>
          {lines.length < log.lines ? <p className={classes.quiet}>{text.newest(lines.length, log.lines)}</p> : null}
          {lines.length === 0 ? <p className={classes.quiet}>{text.nothingSeen}</p> : null}
          <ol className={classes.changes}>
            {lines.slice(0, shown).map(({ seq, time, actor, action, outcome, count }) => (
              <li key={seq}>
                <time dateTime={new Date(time).toISOString()}>{momentWords(time)}</time>
                <bdi>{sentenceOf({ actor: actorOf(actor), action, outcome, count })}</bdi>
              </li>
            ))}
          </ol>
          {shown < lines.length ? (
            <div className={classes.buttons}>
              <Button variant="default" onClick={() => setShown(shown + PAGE)}>
                {text.more}
              </Button>
            </div>
          ) : null}
        </section>
      ) : null}
    </div>
  );
}

const actorOf = ({ name, ...actor }: Before['lines'][number]['actor']) => ({
  ...actor,
  own: false,
  ...(name === null ? (actor.kind === 'account' ? { name: text.somebody } : {}) : { name }),
});

/** Nobody there is the person at the screen, whatever they are called. */
function asHere(change: BeforeChange): ShareChange {
  const named = <T extends object>(who: T) => ({ ...who, you: false });
  if (change.kind === 'custody') return { ...change, holder: named(change.holder), by: named(change.by) };
  const { actions, recipient, by } = change;
  return {
    ...change,
    extent: actions.some((one) => one === 'create' || one === 'update') ? 'add' : 'look',
    document: null,
    recipient: recipient === null ? null : named(recipient),
    by: { ...named(by), capacity: 'self' },
  };
}
