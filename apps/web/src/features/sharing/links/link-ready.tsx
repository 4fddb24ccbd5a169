import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Qr } from '../../../ui/qr.tsx';
import { Remark } from '../../../ui/states.tsx';
import classes from '../sharing.module.css';
import { linksText } from './links.text.ts';

type ReadyText = Readonly<Record<'title' | 'once' | 'field' | 'copy' | 'copied' | 'qr' | 'how', string>>;

/** A link that was just made, the only time that it is shown. */
export function LinkReady({ link, text = linksText.ready }: { readonly link: string; readonly text?: ReadyText }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      // Where a browser forbids it, the field above is there to be copied from.
      () => setCopied(false),
    );
  return (
    <section className={classes.group} aria-label={text.title}>
      <Remark tone="care">{text.once}</Remark>
      <Textarea
        label={text.field}
        value={link}
        readOnly
        rows={4}
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={classes.buttons}>
        <Button onClick={copy}>{copied ? text.copied : text.copy}</Button>
      </div>
      <Qr text={link} label={text.qr} />
      <p className={classes.quiet}>{text.how}</p>
    </section>
  );
}
