import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { saveFile } from '../../../ui/save-file.ts';
import { securityText } from './security.text.ts';
import classes from './settings.module.css';

/** Ten codes, shown once. */
export function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const text = securityText.codes;
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const lines = codes.join('\n');
  const copy = () => navigator.clipboard.writeText(lines).then(() => setCopied(true));
  return (
    <div className={classes.form}>
      <h3 ref={heading} className={classes.subtitle} tabIndex={-1}>
        {text.title}
      </h3>
      <p className={classes.quiet}>{text.words}</p>
      <ol className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p className={classes.quiet} role="status">
        {copied ? text.copied : ''}
      </p>
      <div className={classes.actions}>
        {/* Plain http has no clipboard: there they are copied by hand. */}
        {'clipboard' in navigator ? (
          <Button variant="default" onClick={() => void copy()}>
            {text.copy}
          </Button>
        ) : null}
        <Button
          variant="default"
          onClick={() => saveFile('chartwarden-recovery-codes.txt', `${text.file}\n\n${lines}\n`, 'text/plain')}
        >
          {text.save}
        </Button>
        <Button onClick={onKept}>{text.done}</Button>
      </div>
    </div>
  );
}
