import { Button, NativeSelect, Radio, Textarea, TextInput, VisuallyHidden } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import type { CorrectionKind, CorrectionRequest, Fact } from '../../api/types.ts';
import { Dialog, DialogButtons } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/states.tsx';
import { uiText } from '../../ui/ui.text.ts';
import { formatRecordDate } from '../../ui/words.ts';
import { factText } from './chart.text.ts';
import { type Correctable, correctables } from './correctable.ts';
import classes from './fact-panel.module.css';
import { useForgetFacts } from './use-forget-facts.ts';

const text = factText.correction;
const ELEMENT_KINDS: readonly CorrectionKind[] = ['value', 'unit', 'date', 'code', 'status'];
const WHOLE_KINDS: readonly CorrectionKind[] = ['not-mine', 'did-not-happen', 'note'];

interface CorrectDialogProps {
  readonly person: string;
  readonly fact: Fact;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function CorrectDialog(props: CorrectDialogProps) {
  return (
    <Dialog title={text.title} open={props.open} onClose={props.onClose}>
      <CorrectForm {...props} />
    </Dialog>
  );
}

function CorrectForm({ person, fact, onClose }: CorrectDialogProps) {
  const api = useApi();
  const forget = useForgetFacts(person);
  const elements = correctables(fact.resource);
  const [kind, setKind] = useState<CorrectionKind | null>(null);
  const [path, setPath] = useState('');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const choices = elements.filter((element) => element.kind === kind);
  const element = choices.find((choice) => choice.path === path) ?? choices[0];
  const needsText = element !== undefined || kind === 'note';
  const missing = { kind: kind === null, text: needsText && typed.trim() === '', reason: reason.trim() === '' };

  const correct = useMutation({
    mutationFn: (request: CorrectionRequest) => api.correct(person, fact.id, request),
    onSuccess: async () => {
      onClose();
      await forget();
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (kind === null || missing.text || missing.reason || correct.isPending) return;
    correct.mutate({ kind, reason: reason.trim(), ...answer(kind, element, typed) });
  };
  const choose = (next: CorrectionKind) => {
    setKind(next);
    setPath('');
    setTyped('');
    correct.reset();
  };

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <fieldset className={classes.kinds}>
        <VisuallyHidden component="legend">{text.title}</VisuallyHidden>
        {[...ELEMENT_KINDS.filter((one) => elements.some((other) => other.kind === one)), ...WHOLE_KINDS].map((one) => (
          <Radio
            key={one}
            name="correction-kind"
            label={text.kinds[one]}
            checked={kind === one}
            onChange={() => choose(one)}
          />
        ))}
      </fieldset>
      {tried && missing.kind ? (
        <p className={classes.wrong} role="alert">
          {text.choose}
        </p>
      ) : null}
      {choices.length > 1 ? (
        <NativeSelect
          label={text.which}
          data={choices.map((choice) => ({ value: choice.path, label: `${choice.of}: ${saysNow(choice)}` }))}
          value={element?.path ?? ''}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
      ) : null}
      {element?.options ? (
        <NativeSelect
          label={text.should}
          description={text.is(element.says)}
          data={[{ value: '', label: text.pick }, ...element.options]}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={tried && missing.text ? text.missing : null}
        />
      ) : element ? (
        <TextInput
          label={text.should}
          description={element.kind === 'date' ? text.isDate(saysNow(element), element.says) : text.is(element.says)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={tried && missing.text ? text.missing : null}
        />
      ) : kind === 'note' ? (
        <Textarea
          label={text.note}
          rows={3}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={tried && missing.text ? text.missing : null}
        />
      ) : null}
      {kind === null ? null : (
        <>
          <TextInput
            label={uiText.why}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={tried && missing.reason ? uiText.whyMissing : null}
          />
          <p className={classes.quiet}>{kind === 'not-mine' || kind === 'did-not-happen' ? text.disown : text.kept}</p>
        </>
      )}
      {correct.error ? <Problem error={correct.error} /> : null}
      <DialogButtons>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {uiText.cancel}
        </Button>
        <Button type="submit" loading={correct.isPending}>
          {text.submit}
        </Button>
      </DialogButtons>
    </form>
  );
}

/** A date in words; what is typed instead of it is written as FHIR does. */
const saysNow = ({ kind, says }: Correctable): string => (kind === 'date' ? formatRecordDate(says) : says);

function answer(
  kind: CorrectionKind,
  element: Correctable | undefined,
  typed: string,
): Pick<CorrectionRequest, 'path' | 'value'> {
  if (element) return { path: element.path, value: typed.trim() };
  return kind === 'note' ? { value: typed.trim() } : {};
}
