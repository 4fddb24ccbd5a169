import type { ReactNode } from 'react';
import { LogoMark } from './logo.tsx';
import classes from './plain.module.css';

/** The frame of pages that stand before any record: first run, login, not found. */
export function Plain({ children, wide = false }: { readonly children: ReactNode; readonly wide?: boolean }) {
  return (
    <div className={classes.frame}>
      <header className={classes.head}>
        <LogoMark />
        <span className={classes.name}>Chartwarden</span>
      </header>
      <main className={classes.main} id="main" tabIndex={-1} data-wide={wide || undefined}>
        {children}
      </main>
    </div>
  );
}
