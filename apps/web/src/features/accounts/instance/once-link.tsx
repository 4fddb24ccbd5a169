import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OnceLink } from '../../../api/account-types.ts';
import { DialogButtons } from '../../../ui/dialog.tsx';
import classes from './instance.module.css';
import { instanceText } from './instance.text.ts';
import { momentOf } from './moment.ts';

/** A link that is shown once, to be handed over by hand. */
export function OnceLinkShown({ link, onClose }: { readonly link: OnceLink; readonly onClose: () => void }) {
  const text = instanceText.once;
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(link.url).then(() => setCopied(true));
  return (
    <div className={classes.link}>
      <TextInput
        label={text.label}
        description={text.words(momentOf(link.expires))}
        value={link.url}
        readOnly
        autoComplete="off"
        spellCheck={false}
        className={classes.field ?? ''}
        onFocus={(event) => event.currentTarget.select()}
        data-autofocus
      />
      <p className={classes.quiet} role="status">
        {copied ? text.copied : ''}
      </p>
      <DialogButtons>
        {/* Plain http has no clipboard: there the field is copied by hand. */}
        {'clipboard' in navigator ? (
          <Button variant="default" onClick={() => void copy()}>
            {text.copy}
          </Button>
        ) : null}
        <Button onClick={onClose}>{text.close}</Button>
      </DialogButtons>
    </div>
  );
}
