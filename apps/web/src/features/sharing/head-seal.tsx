import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import type { LedgerHead } from '../../api/types.ts';
import { SealIcon } from '../../ui/icons.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Problem } from '../../ui/states.tsx';
import { formatWhen } from '../../ui/words.ts';
import { activityText } from './activity.text.ts';
import classes from './activity-page.module.css';

const text = activityText.head;

/** The head of the ledger, and the proof that no line about the record is missing: what a person can put aside. */
export function HeadSeal({ person, head }: { readonly person: string; readonly head: LedgerHead }) {
  const api = useApi();
  const whole = useMutation({
    mutationFn: () => api.wholeProof(person),
    onSuccess: (answer) => saveFile(text.fileName, `${JSON.stringify(answer, null, 2)}\n`, 'application/json'),
  });
  return (
    <section className={classes.seal}>
      <h2 className={classes.sealTitle}>
        <SealIcon />
        {text.title}
      </h2>
      <p className={classes.sealWords}>{text.words(head.size, formatWhen(head.time, Date.now()))}</p>
      <details>
        <summary>{text.details}</summary>
        <p className={classes.sealName}>{text.root}</p>
        <code className={classes.code}>{head.root}</code>
        <p className={classes.sealWords}>{text.wholeWords}</p>
        <Button variant="default" size="sm" loading={whole.isPending} onClick={() => whole.mutate()}>
          {text.save}
        </Button>
        {whole.error ? <Problem error={whole.error} /> : null}
      </details>
    </section>
  );
}
