import type { FactMark } from '../../../api/section-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { Remark } from '../../../ui/states.tsx';
import { EntryMarks } from './entry-marks.tsx';
import classes from './lists.module.css';
import { listsText as text } from './lists.text.ts';
import { dayWords } from './when-words.ts';

/** An entry that says that there is nothing of the kind, or that nobody knows. */
export interface Absence extends FactMark {
  readonly words: string | null;
  readonly says: 'none-known' | 'no-information';
}

interface AbsencesProps {
  readonly absences: readonly Absence[];
  /** Said when other entries name something. */
  readonly disagrees?: string | undefined;
}

/** "None known" as somebody recorded it: never the same as nothing recorded. */
export function Absences({ absences, disagrees }: AbsencesProps) {
  if (absences.length === 0) return null;
  return (
    <div className={classes.absent}>
      <Remark tone={disagrees === undefined ? 'plain' : 'care'}>
        {absences.map((one) => (
          <p key={one.id}>
            {text.stated[one.says]}:{' '}
            <FactLink fact={one.id}>
              <bdi>{one.words ?? text.untitled}</bdi>
            </FactLink>
            {', '}
            {dayWords(one.when)} <EntryMarks labels={one.labels} corrected={one.corrected} />
          </p>
        ))}
        {disagrees === undefined ? null : <p>{disagrees}</p>}
      </Remark>
    </div>
  );
}
