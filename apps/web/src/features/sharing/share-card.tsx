import { Button } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import type { ShareLine } from '../../api/share-types.ts';
import { formatWhen } from '../../ui/words.ts';
import { shareSentence } from './share-sentence.ts';
import classes from './sharing.module.css';
import { sharingText as text } from './sharing.text.ts';

interface ShareCardProps {
  readonly share: ShareLine;
  /** Names of files that the slice names, where they are known. */
  readonly sources?: ReadonlyMap<string, string>;
  /** What ends it; absent where nothing can be ended, as in the past. */
  readonly end?: { readonly words: string; readonly isBusy: boolean; readonly now: () => void };
  readonly children?: ReactNode;
}

/** One share or exception in a sentence, why and by whom, and the one button that ends it. */
export function ShareCard({ share, sources, end, children }: ShareCardProps) {
  const about = useId();
  const sentence = shareSentence(share);
  const when = formatWhen(share.given, Date.now());
  const names = (share.slice?.sources ?? []).flatMap((id) => sources?.get(id) ?? []);
  return (
    <li className={classes.card}>
      <p className={classes.sentence} id={about}>
        {sentence}
      </p>
      {names.length > 0 ? (
        <ul className={classes.names}>
          {names.map((name) => (
            <li key={name}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
      {share.form === 'metadata_only' ? <p className={classes.quiet}>{text.onlyOutline}</p> : null}
      {share.effect === 'permit' && share.actions.includes('export') ? (
        <p className={classes.quiet}>{share.recipient?.you ? text.youTakeCopy : text.takesCopy}</p>
      ) : null}
      {share.under ? <p className={classes.quiet}>{text.emergency}</p> : null}
      {share.reason ? <p className={classes.quiet}>{text.why(share.reason)}</p> : null}
      <p className={classes.quiet}>
        {share.by.you
          ? text.givenByYou(when)
          : text.givenBy(share.by.name ?? text.sentence.unnamed(share.by.kind), when)}
      </p>
      {end || children ? (
        <div className={classes.buttons} data-print="no">
          {end ? (
            <Button size="sm" variant="default" loading={end.isBusy} onClick={end.now} aria-describedby={about}>
              {end.words}
            </Button>
          ) : null}
          {children}
        </div>
      ) : null}
    </li>
  );
}
