import { Radio, TextInput, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '../../../api/http.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Problem, Remark } from '../../../ui/states.tsx';
import classes from './setup.module.css';
import { setupText } from './setup.text.ts';
import { StepFrame } from './step-frame.tsx';

const text = setupText.witness;

interface WitnessStepProps {
  readonly place: { readonly step: number; readonly steps: number };
  readonly suggested: string | null;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onDone: (witness: string | null) => void;
  readonly onBack: () => void;
}

export function WitnessStep({ place, suggested, busy, error, onDone, onBack }: WitnessStepProps) {
  const [choice, setChoice] = useState(suggested === null ? 'other' : 'suggested');
  const [folder, setFolder] = useState('');
  const [tried, setTried] = useState(false);
  const missing = choice === 'other' && folder.trim() === '';

  const submit = () => {
    setTried(true);
    if (missing) return;
    onDone(choice === 'none' ? null : choice === 'suggested' ? suggested : folder.trim());
  };

  return (
    <StepFrame
      {...place}
      title={text.title}
      lead={text.lead}
      submit={busy ? text.working : text.finish}
      busy={busy}
      onSubmit={submit}
      onBack={onBack}
    >
      <fieldset className={classes.choices}>
        <VisuallyHidden component="legend">{text.legend}</VisuallyHidden>
        {suggested === null ? null : (
          <div className={classes.choice}>
            <Radio
              name="witness"
              value="suggested"
              checked={choice === 'suggested'}
              onChange={() => setChoice('suggested')}
              label={text.suggested}
              description={<span className={classes.path}>{suggested}</span>}
            />
          </div>
        )}
        <div className={classes.choice}>
          <Radio
            name="witness"
            value="other"
            checked={choice === 'other'}
            onChange={() => setChoice('other')}
            label={text.other}
          />
          {choice === 'other' ? (
            <TextInput
              className={classes.more ?? ''}
              label={text.otherLabel}
              description={text.otherHint}
              value={folder}
              onChange={(event) => setFolder(event.currentTarget.value)}
              error={tried && missing ? text.otherMissing : null}
              autoComplete="off"
              spellCheck={false}
            />
          ) : null}
        </div>
        <div className={classes.choice}>
          <Radio
            name="witness"
            value="none"
            checked={choice === 'none'}
            onChange={() => setChoice('none')}
            label={text.none}
          />
        </div>
      </fieldset>
      <div aria-live="polite">
        {choice === 'none' ? <Remark tone="care">{text.noneLoss}</Remark> : <Remark>{text.advice}</Remark>}
      </div>
      {error ? <Problem error={error} /> : null}
      {error instanceof ApiError && error.status === 409 ? (
        <ButtonLink to="/" variant="default">
          {text.toLogin}
        </ButtonLink>
      ) : null}
    </StepFrame>
  );
}
