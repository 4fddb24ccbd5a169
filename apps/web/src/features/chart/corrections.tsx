import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { useMayCorrect } from '../../api/reach.ts';
import type { Correction, Fact } from '../../api/types.ts';
import { PanelPart } from '../../ui/panel.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { formatWhen } from '../../ui/words.ts';
import { factText as text } from './chart.text.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import classes from './fact-panel.module.css';
import { conceptText } from './fhir-read.ts';
import { useForgetFacts } from './use-forget-facts.ts';

/** What the person said about this entry, each undone as easily as made, and the way to say more. */
export function Corrections({ person, fact }: { readonly person: string; readonly fact: Fact }) {
  const api = useApi();
  const forget = useForgetFacts(person);
  const asked = useLocation({ select: ({ state }) => state.correcting === true });
  const [correcting, setCorrecting] = useState(asked);
  const navigate = useNavigate();
  const again = useRef<HTMLButtonElement>(null);
  const close = () => {
    setCorrecting(false);
    // On the way back to here the question is not asked again.
    if (asked) void navigate({ to: '.', search: true, replace: true, state: ({ correcting: _, ...before }) => before });
  };
  const mayCorrect = useMayCorrect(person);
  const [undoing, setUndoing] = useState<string | null>(null);
  const undo = useMutation({
    mutationFn: (reason: string) => api.undoCorrection(person, fact.id, undoing ?? '', reason),
    onSuccess: async () => {
      setUndoing(null);
      await forget();
      // The button that was pressed is gone with what it undid.
      again.current?.focus();
    },
  });

  return (
    <PanelPart title={text.corrections}>
      {fact.corrections.length === 0 ? <p className={classes.quiet}>{text.noCorrections}</p> : null}
      <ul className={classes.corrections}>
        {fact.corrections.map((correction) => (
          <li key={correction.id} className={classes.correction}>
            <div>
              <p className={correction.undone ? `${classes.said} ${classes.undone}` : classes.said}>
                {said(correction)}
                {correction.undone ? <span className={classes.mark}>{text.undone}</span> : null}
              </p>
              <p className={classes.quiet}>{text.because(correction.reason)}</p>
              <p className={classes.quiet}>{text.byWhen(correction.by, formatWhen(correction.at, Date.now()))}</p>
            </div>
            {correction.undone || !mayCorrect ? null : (
              <Button variant="default" size="sm" onClick={() => setUndoing(correction.id)}>
                {text.undo}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayCorrect ? (
        <Button ref={again} className={classes.correct ?? ''} variant="default" onClick={() => setCorrecting(true)}>
          {text.correct}
        </Button>
      ) : null}
      <CorrectDialog person={person} fact={fact} open={correcting} onClose={close} />
      <ReasonDialog
        title={text.undoTitle}
        words={text.undoWords}
        action={text.undoAction}
        open={undoing !== null}
        busy={undo.isPending}
        error={undo.error}
        onClose={() => setUndoing(null)}
        onConfirm={(reason) => undo.mutate(reason)}
      />
    </PanelPart>
  );
}

function said(correction: Correction): string {
  // The whole content, in the form of a program.
  const value = correction.kind === 'replaced' ? undefined : correction.value;
  const words = typeof value === 'string' || typeof value === 'number' ? String(value) : conceptText(value);
  return text.correction.said(text.correction.kinds[correction.kind], words ?? '');
}
