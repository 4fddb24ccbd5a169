import { type ReactNode, useEffect } from 'react';
import classes from './page.module.css';
import { PrintMenu } from './print-menu.tsx';

interface PageProps {
  readonly title: string;
  /** One sentence under the title. */
  readonly lead?: ReactNode;
  /** Buttons that belong to the whole page. */
  readonly actions?: ReactNode;
  /** False where something else on the page takes the focus. */
  readonly focusTitle?: boolean;
  readonly children: ReactNode;
}

/** A page: one heading that gets the focus after a change of page, an optional sentence, and the content. */
export function Page({ title, lead, actions, focusTitle = true, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.words}>
          <h1 className={classes.title} tabIndex={-1} data-focus-here={focusTitle ? '' : undefined}>
            {title}
          </h1>
          {lead ? <p className={classes.lead}>{lead}</p> : null}
        </div>
        <div className={classes.actions} data-print="no">
          {actions}
          <PrintMenu />
        </div>
      </header>
      {children}
    </div>
  );
}

/** Names the browser's tab; never with anything from a record. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Chartwarden`;
  }, [title]);
}
