import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useId } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { Keeping, KeepLine, KeptAbout, KeptFrom } from '../../../api/keeping-calls.ts';
import { keys } from '../../../api/keys.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { Problem } from '../../../ui/states.tsx';
import classes from '../sharing.module.css';
import { sharingText } from '../sharing.text.ts';
import { AboutWhat } from './about-what.tsx';
import { keepingText as text } from './keeping.text.ts';
import { KeptChanges } from './kept-changes.tsx';
import { LetSee } from './let-see.tsx';
import { Turned } from './turned.tsx';
import { type Turning, useTurning } from './use-turning.ts';

/** `/people/$person/sharing/kept`: from whom one file, one entry or one label is kept back, who sees it, and what changed. */
export function KeptPage() {
  const { person } = useParams({ from: '/session/people/$person' });
  const search = useSearch({ from: '/session/people/$person/sharing/kept' });
  const about = 'source' in search || 'fact' in search || 'label' in search ? search : null;
  if (about === null)
    return (
      <Page title={sharingText.title}>
        <div className={classes.page}>
          <p>{text.nothing}</p>
          <div className={classes.buttons}>
            <ButtonLink to="/people/$person/sharing" params={{ person }} variant="default">
              {text.toSharing}
            </ButtonLink>
          </div>
        </div>
      </Page>
    );
  return <Kept key={JSON.stringify(about)} person={person} about={about} />;
}

const kindOf = (about: KeptAbout) => ('source' in about ? 'source' : 'fact' in about ? 'fact' : 'label');

function Kept({ person, about }: { readonly person: string; readonly about: KeptAbout }) {
  const api = useApi();
  const kind = kindOf(about);
  const keeping = useQuery({
    queryKey: keys.keeping(person, JSON.stringify(about)),
    queryFn: () => api.keeping(person, about),
    staleTime: 30_000,
  });
  const turning = useTurning(person, about);
  return (
    <Page
      title={text.titles[kind]}
      lead={text.leads[kind]}
      actions={
        <ButtonLink to="/people/$person/sharing" params={{ person }} variant="default">
          {text.toSharing}
        </ButtonLink>
      }
    >
      <div className={classes.page}>
        <AboutWhat person={person} about={about} />
        <Turned turning={turning} />
        {turning.error ? <Problem error={turning.error} /> : null}
        {keeping.data ? (
          <>
            <Switches keeping={keeping.data} turning={turning} />
            <People person={person} about={about} people={keeping.data.people} turning={turning} />
            <KeptChanges changes={keeping.data.changes} />
          </>
        ) : (
          <InPlaceOf error={keeping.error} onRetry={() => void keeping.refetch()} />
        )}
      </div>
    </Page>
  );
}

function Switches({ keeping, turning }: { readonly keeping: Keeping; readonly turning: Turning }) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{text.switches}</legend>
      {(['everybody', 'models'] as const).map((from) => (
        <Switch
          key={from}
          label={from === 'everybody' ? text.everybody : text.models}
          description={from === 'everybody' ? text.everybodyHint : text.modelsHint}
          checked={keeping[from] !== null}
          disabled={turning.isBusy}
          onChange={(event) => turning.turn({ from, who: null, kept: event.currentTarget.checked })}
        />
      ))}
    </fieldset>
  );
}

interface PeopleProps {
  readonly person: string;
  readonly about: KeptAbout;
  readonly people: readonly KeepLine[];
  readonly turning: Turning;
}

function People({ person, about, people, turning }: PeopleProps) {
  const title = useId();
  return (
    <section className={classes.part} aria-labelledby={title}>
      <h2 className={classes.title} id={title}>
        {text.people}
      </h2>
      {people.length === 0 ? <p className={classes.quiet}>{text.nobody}</p> : null}
      <ul className={classes.cards}>
        {people.map((line) => (
          <li key={`${line.who.kind} ${line.who.id}`} className={classes.card}>
            <PersonSwitch line={line} turning={turning} />
            <p className={classes.quiet}>{seesWords(line, about)}</p>
            {line.given && line.kept === null ? <p className={classes.quiet}>{text.given}</p> : null}
            {line.kept === null && line.sees === 0 && line.who.kind === 'account' ? (
              <LetSee person={person} about={about} to={line.who} />
            ) : null}
          </li>
        ))}
      </ul>
      <LetSee person={person} about={about} to={null} />
    </section>
  );
}

function PersonSwitch({ line, turning }: { readonly line: KeepLine; readonly turning: Turning }) {
  const { kind, id, name } = line.who;
  const who = name ?? sharingText.sentence.unnamed(kind);
  return (
    <Switch
      label={text.from(who)}
      checked={line.kept !== null}
      disabled={turning.isBusy}
      onChange={(event) => turning.turn({ from: from(kind, id), who, kept: event.currentTarget.checked })}
    />
  );
}

const from = (kind: string, id: string): KeptFrom => (kind === 'organization' ? { organization: id } : { account: id });

function seesWords({ sees }: KeepLine, about: KeptAbout): string {
  if (sees === null) return text.organization;
  if (sees === 0) return text.seesNot;
  return 'fact' in about ? text.seesIt : text.sees(sees);
}
