import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { CommitAnswers, ImportState } from '../../api/types.ts';
import { Problem } from '../../ui/states.tsx';
import { CancelImport } from './cancel-import.tsx';
import classes from './import-page.module.css';
import { intakeText } from './intake.text.ts';
import { nothingReadable } from './preview.tsx';
import { Questions } from './questions.tsx';

interface DecideProps {
  readonly state: ImportState;
  readonly personName: string;
  /** The names of people who have a record here. */
  readonly known: readonly string[];
  /** It was told to go in and is on its way. */
  readonly committing: boolean;
  /** True once it was told to go in, false when that was refused. */
  readonly onCommitting: (committing: boolean) => void;
}

/** The questions that an import asks, and the choice to add it or not. */
export function Decide({ state, personName, known, committing, onCommitting }: DecideProps) {
  const api = useApi();
  const queries = useQueryClient();
  const [answers, setAnswers] = useState<CommitAnswers>({});
  const [tried, setTried] = useState(false);
  const commit = useMutation({
    mutationFn: () => api.commitImport(state.id, given(answers)),
    onMutate: () => onCommitting(true),
    onError: () => onCommitting(false),
    onSuccess: (after) => queries.setQueryData(keys.import(state.id), after),
  });
  const busy = commit.isPending || committing || state.state === 'committing';
  // The origin may stay open: not everybody knows it, and nothing is lost without it.
  const missing =
    answers.aboutSomeoneElse === undefined && state.questions.some((question) => question.kind !== 'origin');
  const { totals } = state;
  const something = totals.new + totals.newer + totals.older > 0;

  return (
    <section className={state.questions.length > 0 ? classes.card : undefined}>
      {state.questions.length > 0 ? (
        <Questions
          questions={state.questions}
          answers={answers}
          personName={personName}
          isBrought={state.brought !== undefined}
          known={known}
          tried={tried}
          onChange={setAnswers}
        />
      ) : null}
      {commit.error ? <Problem error={commit.error} /> : null}
      <div className={classes.buttons}>
        {nothingReadable(state) ? null : (
          <Button
            size="md"
            loading={busy}
            onClick={() => {
              setTried(true);
              if (!missing) commit.mutate();
            }}
          >
            {something ? intakeText.decide.commit : intakeText.decide.commitNothing}
          </Button>
        )}
        <CancelImport id={state.id} disabled={busy} />
        <p className={classes.quiet}>{intakeText.decide.cancelHint}</p>
      </div>
    </section>
  );
}

/** Without the origin when it was left empty. */
function given({ origin, ...rest }: CommitAnswers): CommitAnswers {
  const name = origin?.trim();
  return name ? { ...rest, origin: name } : rest;
}
