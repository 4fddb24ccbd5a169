import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { PersonProfile } from '../../../api/custody-types.ts';
import { keys } from '../../../api/keys.ts';
import { Problem, Waiting } from '../../../ui/states.tsx';
import { formatDay, formatRecordDate } from '../../../ui/words.ts';
import classes from '../instance/instance.module.css';
import { custodyText as text } from './custody.text.ts';
import { ProfileDialog } from './profile-dialog.tsx';

interface GrowingUpProps {
  readonly person: string;
  readonly isHeldBySelf: boolean;
}

/** Date of birth, the days on which something changes by itself, and what: before it does. */
export function GrowingUp({ person, isHeldBySelf }: GrowingUpProps) {
  const api = useApi();
  const [changing, setChanging] = useState(false);
  const profile = useQuery({
    queryKey: keys.profile(person),
    queryFn: () => api.profile(person),
    staleTime: 30_000,
  });
  return (
    <section className={classes.part} aria-labelledby="growing">
      <h2 className={classes.partTitle} id="growing">
        {text.growing}
      </h2>
      {profile.error ? (
        <Problem error={profile.error} onRetry={() => void profile.refetch()} />
      ) : profile.data === undefined ? (
        <Waiting />
      ) : (
        <>
          <Days profile={profile.data} isHeldBySelf={isHeldBySelf} />
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => setChanging(true)}>
              {text.change}
            </Button>
          </div>
          {changing ? (
            <ProfileDialog person={person} profile={profile.data} onClose={() => setChanging(false)} />
          ) : null}
        </>
      )}
    </section>
  );
}

function Days({ profile, isHeldBySelf }: { readonly profile: PersonProfile; readonly isHeldBySelf: boolean }) {
  const { birthDate, growsUp, ages } = profile;
  const now = Date.now();
  if (birthDate === undefined || growsUp === null) return <p className={classes.words}>{text.noBirthDate}</p>;
  if (now >= growsUp.adult)
    return (
      <>
        <p className={classes.words}>{text.born(formatRecordDate(birthDate))}</p>
        <p className={classes.quiet}>{text.grown(ages.adult)}</p>
        {isHeldBySelf ? null : <p className={classes.words}>{text.adultDid}</p>}
      </>
    );
  const isTeen = now >= growsUp.teen;
  return (
    <>
      <p className={classes.words}>{text.born(formatRecordDate(birthDate))}</p>
      <ul className={classes.list}>
        <li className={classes.card}>
          <h3 className={classes.name}>{text.teenDay(formatDay(growsUp.teen), ages.teen)}</h3>
          <p className={classes.words}>{isTeen ? text.teenDid : text.teenWill}</p>
          {isTeen && !isHeldBySelf ? <p className={classes.words}>{text.ownLogin}</p> : null}
        </li>
        <li className={classes.card}>
          <h3 className={classes.name}>{text.teenDay(formatDay(growsUp.adult), ages.adult)}</h3>
          <p className={classes.words}>{text.adultWill}</p>
        </li>
      </ul>
    </>
  );
}
