import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { SeenGroup } from '../../api/activity-types.ts';
import { formatClock, formatDay } from '../../ui/words.ts';
import { activityText } from './activity.text.ts';
import classes from './activity-page.module.css';
import { AskWhy } from './ask-why.tsx';
import { seenText as text } from './seen.text.ts';
import { Consents } from './seen-consents.tsx';
import { groupDetails, groupWords, lineWords } from './seen-words.ts';

interface GroupProps {
  readonly group: SeenGroup;
  /** Among groups of other days: say which day it was. */
  readonly withDay?: boolean;
}

/** What somebody did on a day, in words; opens to the lines of it and to what allowed it, a single line at once. */
export function Group(props: GroupProps) {
  const { group } = props;
  const [open, setOpen] = useState(false);
  if (group.lines.length === 1)
    return (
      <ToLine seq={group.lines[0].seq} className={classes.line}>
        <Told {...props} />
      </ToLine>
    );
  return (
    <details className={classes.group} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.line}>
        <Told {...props} />
      </summary>
      {open ? <Opened group={group} /> : null}
    </details>
  );
}

function Told({ group, withDay = false }: GroupProps) {
  const details = groupDetails(group);
  return (
    <>
      <time className={classes.time} dateTime={new Date(group.to).toISOString()}>
        {formatClock(group.to)}
      </time>
      <span className={classes.sentence}>
        <bdi>{groupWords(group)}</bdi>
        {group.unusual.map((why) => (
          <span key={why} className={classes.mark}>
            {text.unusual.why[why]}
          </span>
        ))}
        {details.length > 0 || withDay ? (
          <span className={classes.details}>{[...(withDay ? [formatDay(group.to)] : []), ...details].join(' · ')}</span>
        ) : null}
      </span>
    </>
  );
}

function ToLine(props: { readonly seq: number; readonly className: string | undefined; readonly children: ReactNode }) {
  const { seq } = useParams({ strict: false });
  return (
    <Link
      from="/people/$person/activity"
      to="/people/$person/activity/$seq"
      params={(before) => ({ ...before, seq: String(props.seq) })}
      className={props.className}
      aria-current={seq === String(props.seq) ? 'true' : undefined}
      preload={false}
    >
      {props.children}
    </Link>
  );
}

function Opened({ group }: { readonly group: SeenGroup }) {
  const { person } = useParams({ from: '/session/people/$person/activity' });
  return (
    <div className={classes.opened}>
      <p className={classes.openedTitle}>{text.lines(group.lines.length)}</p>
      <ul className={classes.lines}>
        {group.lines.map((line) => (
          <li key={line.seq}>
            <ToLine seq={line.seq} className={classes.inner}>
              <time className={classes.time} dateTime={new Date(line.time).toISOString()}>
                {formatClock(line.time)}
              </time>
              <span className={classes.sentence}>
                <bdi>{lineWords(group, line)}</bdi>
                {line.outcome === 'failed' ? <span className={classes.mark}>{activityText.failed}</span> : null}
              </span>
            </ToLine>
          </li>
        ))}
      </ul>
      {group.actor.kind === 'account' && !group.actor.own ? (
        <>
          <Consents
            person={person}
            actor={group.actor}
            consents={group.consents}
            isRefused={group.kind === 'refused'}
          />
          <AskWhy actor={group.actor} time={group.to} what={groupWords(group)} seq={group.lines[0].seq} />
        </>
      ) : null}
    </div>
  );
}
