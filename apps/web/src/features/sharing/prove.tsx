import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import type { ProofAnswer } from '../../api/types.ts';
import { DownloadIcon, NoteIcon, SealIcon } from '../../ui/icons.tsx';
import { PanelPart } from '../../ui/panel.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Problem, Waiting } from '../../ui/states.tsx';
import { lineText } from './activity.text.ts';
import { checkInclusion, sizeOf } from './inclusion-check.ts';
import classes from './line-panel.module.css';

const text = lineText.proof;

/** "Prove it": asks for the proof when wanted, says what it shows, checks it here as well, and hands it out as a file. */
export function Prove({ person, seq }: { readonly person: string; readonly seq: number }) {
  const api = useApi();
  const [wanted, setWanted] = useState(false);
  const proof = useQuery({
    queryKey: keys.proof(person, seq),
    queryFn: () => api.proof(person, seq),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!wanted) {
    return (
      <PanelPart title={text.title}>
        <div className={classes.proof}>
          <p>{lineText.proveWords}</p>
          <Button leftSection={<SealIcon />} onClick={() => setWanted(true)}>
            {lineText.prove}
          </Button>
        </div>
      </PanelPart>
    );
  }
  return (
    <PanelPart title={text.title}>
      <div aria-live="polite">
        {proof.data ? (
          <Proof answer={proof.data} seq={seq} />
        ) : proof.error ? (
          <Problem error={proof.error} onRetry={() => void proof.refetch()} />
        ) : (
          <Waiting />
        )}
      </div>
    </PanelPart>
  );
}

function Proof({ answer, seq }: { readonly answer: ProofAnswer; readonly seq: number }) {
  const { proof, verified } = answer;
  const here = useMemo(() => checkInclusion(proof), [proof]);
  const file = text.fileName(seq);
  return (
    <div className={classes.proof}>
      <Verdict good={verified} words={verified ? text.verified : text.notVerified(answer.why ?? '')} />
      {here === true ? <Verdict good words={text.here} /> : null}
      {here === false ? <Verdict good={false} words={text.hereFailed} /> : null}
      <p className={classes.how}>{text.how}</p>
      <ol>
        {text.steps(proof.inclusion.length, sizeOf(proof.checkpoint)).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className={classes.quiet}>{text.only}</p>
      <details className={classes.checkpoint}>
        <summary>{text.checkpoint}</summary>
        <pre className={classes.code}>{proof.checkpoint}</pre>
      </details>
      <Button
        leftSection={<DownloadIcon />}
        variant="default"
        onClick={() => saveFile(file, `${JSON.stringify(answer, null, 2)}\n`, 'application/json')}
      >
        {text.save}
      </Button>
      <p className={classes.quiet}>{text.verify}</p>
      <code className={classes.code}>{text.command(file)}</code>
    </div>
  );
}

function Verdict({ good, words }: { readonly good: boolean; readonly words: string }) {
  return (
    <p className={classes.verdict} data-care={!good || undefined}>
      {good ? <SealIcon size={26} /> : <NoteIcon size={26} />}
      <span className={classes.verdictWords}>{words}</span>
    </p>
  );
}
