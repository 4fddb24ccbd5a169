import { valueLineWords } from '@chartwarden/fhir/units';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LinkedGroup, Pair } from '../../../api/duplicate-types.ts';
import { FactLink } from '../../../ui/fact-link.tsx';
import { formatRecordDate } from '../../../ui/words.ts';
import { fieldName, valueWords } from './compared-table.tsx';
import classes from './duplicates.module.css';
import { duplicatesText as text } from './duplicates.text.ts';

interface LinkedGroupsProps {
  readonly groups: readonly LinkedGroup[];
  readonly count: number;
  readonly busy: boolean;
  readonly onApart: (pair: Pick<Pair, 'one' | 'other'>) => void;
}

const SHOWN = 10;

/** Things that stand once in lists, with who else recorded them and where those differ. */
export function LinkedGroups({ groups, count, busy, onApart }: LinkedGroupsProps) {
  const [shown, setShown] = useState(SHOWN);
  return (
    <>
      <ul className={classes.list}>
        {groups.slice(0, shown).map(({ leader, others, because }) => (
          <li key={leader.id} className={classes.item}>
            <p className={classes.line}>
              <FactLink fact={leader.id}>
                <bdi>{leader.title || text.untitled}</bdi>
              </FactLink>
              {leader.value === null ? null : <bdi>{valueLineWords(leader.value)}</bdi>}
              <span className={classes.quiet}>
                {leader.dateText === null ? text.noDate : formatRecordDate(leader.dateText)}
              </span>
              {leader.from === null ? null : <bdi className={classes.quiet}>{leader.from}</bdi>}
            </p>
            <p className={classes.quiet}>
              {text.alsoBy(others.length)}: {because.map((one) => text.because[one]).join(', ')}
            </p>
            <ul className={classes.others}>
              {others.map((other) => (
                <li key={other.id} className={classes.other}>
                  <span>
                    <FactLink fact={other.id}>
                      {other.from === null ? text.unknownPlace : <bdi>{other.from}</bdi>}
                    </FactLink>
                    {other.fields.length === 0 && because.includes('content') ? null : (
                      <>
                        {': '}
                        <Differences fields={other.fields} />
                      </>
                    )}
                  </span>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    disabled={busy}
                    onClick={() => onApart({ one: leader, other })}
                  >
                    {text.answers.different}
                  </Button>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {groups.length > shown ? (
        <Button variant="default" mt="sm" onClick={() => setShown(shown + 5 * SHOWN)}>
          {text.moreLinked(count - shown)}
        </Button>
      ) : null}
    </>
  );
}

function Differences({ fields }: { readonly fields: LinkedGroup['others'][number]['fields'] }) {
  if (fields.length === 0) return <span className={classes.quiet}>{text.noDifference}</span>;
  return fields.map(({ field, here, there }, at) => (
    <span key={field}>
      {at === 0 ? '' : '; '}
      {fieldName(field)} {text.differs}: {valueWords(field, there, here)}
    </span>
  ));
}
