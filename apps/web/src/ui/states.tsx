import { Button, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError } from '../api/http.ts';
import { NoteIcon } from './icons.tsx';
import { problemText } from './problem-text.ts';
import classes from './states.module.css';
import { uiText } from './ui.text.ts';

/** Content is on its way. Quiet at first: a short wait shows nothing but space. */
export function Waiting({ label = uiText.waiting }: { readonly label?: string }) {
  return (
    <div className={classes.waiting} role="status">
      <Loader size="sm" color="gray" aria-hidden="true" />
      <span>{label}</span>
    </div>
  );
}

/** There is nothing here yet, and what can be done about it. */
export function Empty({
  icon,
  title,
  whole = false,
  children,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  /** It is the whole page: its title is the page's heading. */
  readonly whole?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      {icon ? <div className={classes.emptyIcon}>{icon}</div> : null}
      {whole ? (
        <h1 className={classes.emptyTitle} tabIndex={-1} data-focus-here="">
          {title}
        </h1>
      ) : (
        <h2 className={classes.emptyTitle}>{title}</h2>
      )}
      {children ? <div className={classes.emptyWords}>{children}</div> : null}
    </div>
  );
}

/** What went wrong, in the server's own words, and a way to try again. Announced at once. */
export function Problem({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  return (
    <div className={classes.problem} role="alert">
      <span className={classes.problemIcon}>
        <NoteIcon />
      </span>
      <div className={classes.problemWords}>
        <p className={classes.problemText}>{problemText(error)}</p>
        {error instanceof ApiError && error.detail ? <p className={classes.problemDetail}>{error.detail}</p> : null}
        {error instanceof ApiError && error.status !== 0 ? (
          <p className={classes.problemCode}>{uiText.codeLabel(error.code)}</p>
        ) : null}
        {onRetry ? (
          <Button variant="default" size="xs" onClick={onRetry}>
            {uiText.tryAgain}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** A calm remark that stands out from the text around it. */
export function Remark({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'plain' | 'good' | 'care';
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.remark} data-tone={tone}>
      {children}
    </div>
  );
}
