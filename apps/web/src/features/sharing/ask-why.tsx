import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { SeenActor } from '../../api/activity-types.ts';
import { actorWords } from '../../ui/activity-sentence.text.ts';
import { Dialog, DialogButtons } from '../../ui/dialog.tsx';
import { formatWhen } from '../../ui/words.ts';
import { seenText } from './seen.text.ts';

const text = seenText.ask;

interface AskWhyProps {
  readonly actor: SeenActor;
  readonly time: number;
  readonly what: string;
  readonly seq: number;
}

/** Prepares the words of a question to whoever looked. Nothing is sent: how people reach each other is theirs. */
export function AskWhy({ actor, time, what, seq }: AskWhyProps) {
  const name = actorWords(actor);
  const [words, setWords] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const close = () => {
    setWords(null);
    setCopied(false);
  };
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        onClick={() => setWords(text.message(name, formatWhen(time, Date.now()), what, seq))}
      >
        {text.action}
      </Button>
      <Dialog title={text.title(name)} open={words !== null} onClose={close}>
        <p>{text.words}</p>
        <Textarea
          label={text.label}
          value={words ?? ''}
          onChange={(event) => setWords(event.currentTarget.value)}
          rows={9}
        />
        <DialogButtons>
          <span role="status">{copied ? text.copied : ''}</span>
          <Button variant="subtle" color="gray" onClick={close}>
            {text.close}
          </Button>
          {/* Plain http has no clipboard: there the words are copied by hand. */}
          {'clipboard' in navigator ? (
            <Button onClick={() => void navigator.clipboard.writeText(words ?? '').then(() => setCopied(true))}>
              {text.copy}
            </Button>
          ) : null}
        </DialogButtons>
      </Dialog>
    </>
  );
}
