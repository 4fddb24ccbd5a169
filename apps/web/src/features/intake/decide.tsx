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
import { Questions } from './questions.tsx';

/** The questions that an import asks, and the choice to add it or not. */
export function Decide({ state, personName }: { readonly state: ImportState; readonly personName: string }) {
  const api = useApi();
  const queries = useQueryClient();
  const [answers, setAnswers] = useState<CommitAnswers>({});
  const [tried, setTried] = useState(false);
  const commit = useMutation({
    mutationFn: () => api.commitImport(state.id, answers),
    onSuccess: (after) => queries.setQueryData(keys.import(state.id), after),
  });
  const busy = commit.isPending || state.state === 'committing';
  const missing = state.questions.some((question) =>
    question.kind === 'origin' ? !answers.origin?.trim() : answers.aboutSomeoneElse === undefined,
  );
  const { totals } = state;
  const something = totals.new + totals.newer + totals.older > 0;

  return (
    <section className={state.questions.length > 0 ? classes.card : undefined}>
      {state.questions.length > 0 ? (
        <Questions
          questions={state.questions}
          answers={answers}
          personName={personName}
          tried={tried}
          onChange={setAnswers}
        />
      ) : null}
      {commit.error ? <Problem error={commit.error} /> : null}
      <div className={classes.buttons}>
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
        <CancelImport id={state.id} disabled={busy} />
        <p className={classes.quiet}>{intakeText.decide.cancelHint}</p>
      </div>
    </section>
  );
}
