import type { Today } from '../../../api/today-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { formatRecordDate } from '../../../ui/words.ts';
import { listsText } from '../lists/lists.text.ts';
import classes from './today.module.css';
import { todayText } from './today.text.ts';

const text = todayText.appointments;

/** The next few appointments that the record knows of; nothing when it knows of none. */
export function NextAppointments({ appointments: { next, count } }: Pick<Today, 'appointments'>) {
  if (next.length === 0) return null;
  return (
    <section className={classes.part} aria-labelledby="appointments">
      <h2 id="appointments" className={classes.title}>
        {text.title}
      </h2>
      <ul className={classes.cards}>
        {next.map((one) => (
          <li key={one.id} className={classes.card}>
            <FactLink fact={one.id} className={classes.lead}>
              {one.start === null ? listsText.noDate : formatRecordDate(one.start.text)}
            </FactLink>
            <p className={classes.where}>
              {[one.words, ...one.who, ...one.where].map((words, at) =>
                words === null ? null : <bdi key={at}>{words}</bdi>,
              )}
              {one.state === 'asked' ? <span>{text.asked}</span> : null}
            </p>
          </li>
        ))}
      </ul>
      {count > next.length ? <p className={classes.words}>{text.more(count - next.length)}</p> : null}
    </section>
  );
}
