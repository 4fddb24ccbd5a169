import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { peopleQuery } from '../../api/queries.ts';
import type { ImportState } from '../../api/types.ts';
import { Page } from '../../ui/page.tsx';
import { Problem, Waiting } from '../../ui/states.tsx';
import { Decide } from './decide.tsx';
import { fileLines } from './file-lines.ts';
import { FileList } from './file-list.tsx';
import classes from './import-page.module.css';
import { intakeText } from './intake.text.ts';
import { Interrupted } from './interrupted.tsx';
import { Outcome } from './outcome.tsx';
import { Preview } from './preview.tsx';
import { Problems } from './problems.tsx';
import { useUploadSet } from './uploads-context.tsx';
import { useImport } from './use-import.ts';

/** `/people/$person/add/$import`: one import from the first byte to its end; a reload finds it where it is. */
export function ImportPage() {
  const { person, import: id } = useParams({ from: '/session/people/$person/add/$import' });
  const [committing, setCommitting] = useState(false);
  const state = useImport(person, id, committing);
  const resting = state.data?.state === 'ready';
  useEffect(() => {
    // Still here after a while: it was read again and has another question, so it is the person's turn.
    if (!committing || !resting) return;
    const timer = setTimeout(() => setCommitting(false), 5_000);
    return () => clearTimeout(timer);
  }, [committing, resting]);
  if (!state.data) {
    return (
      <Page title={intakeText.add.title}>
        {state.error ? <Problem error={state.error} onRetry={() => void state.refetch()} /> : <Waiting />}
      </Page>
    );
  }
  return <Import person={person} state={state.data} committing={committing} onCommitting={setCommitting} />;
}

interface ImportProps {
  readonly person: string;
  readonly state: ImportState;
  readonly committing: boolean;
  readonly onCommitting: (committing: boolean) => void;
}

function Import({ person, state, committing, onCommitting }: ImportProps) {
  const api = useApi();
  const people = useQuery(peopleQuery(api));
  const uploads = useUploadSet(state.id);
  const name = people.data?.find((one) => one.id === person)?.name ?? '';
  const known = people.data?.map((one) => one.name) ?? [];
  const stage = state.state;
  const sending = uploads !== undefined && !uploads.done;
  const looking = stage === 'ready' || stage === 'committing';

  return (
    <Page title={intakeText.stage[stage]}>
      <div className={classes.stack}>
        {stage === 'receiving' && !sending ? <Interrupted state={state} /> : null}
        {looking ? <Preview state={state} /> : null}
        {looking ? (
          <Decide state={state} personName={name} known={known} committing={committing} onCommitting={onCommitting} />
        ) : null}
        {stage === 'committed' || stage === 'cancelled' || stage === 'failed' || stage === 'withdrawn' ? (
          <Outcome person={person} personName={name} state={state} />
        ) : null}
        {stage === 'reading' && state.progress.factsRead > 0 ? (
          <p className={classes.found} role="status">
            {intakeText.files.found(state.progress.factsRead)}
          </p>
        ) : null}
        {stage === 'cancelled' ? null : <Problems state={state} />}
        <FileList lines={fileLines(state, uploads)} />
      </div>
    </Page>
  );
}
