import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { ImportState } from '../../api/types.ts';
import { Problem, Remark } from '../../ui/states.tsx';
import { CancelImport } from './cancel-import.tsx';
import classes from './import-page.module.css';
import { intakeText } from './intake.text.ts';

const text = intakeText.interrupted;

/** Files were on their way when the page was closed or the connection broke: go on with what arrived, or cancel. */
export function Interrupted({ state }: { readonly state: ImportState }) {
  const api = useApi();
  const queries = useQueryClient();
  const read = useMutation({
    mutationFn: () => api.readImport(state.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.import(state.id) }),
  });
  return (
    <section className={classes.card}>
      <h2 className={classes.heading}>{text.title}</h2>
      <Remark>{text.words(state.files.length)}</Remark>
      {read.error ? <Problem error={read.error} /> : null}
      <div className={classes.buttons}>
        {state.files.length > 0 ? (
          <Button onClick={() => read.mutate()} loading={read.isPending}>
            {text.readOn}
          </Button>
        ) : null}
        <CancelImport id={state.id} />
      </div>
    </section>
  );
}
