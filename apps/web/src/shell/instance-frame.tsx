import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AccountMenu } from './account-menu.tsx';
import classes from './instance-frame.module.css';
import { LogoMark } from './logo.tsx';
import { Notices } from './notices.tsx';

/** The frame of pages about this Chartwarden itself: no record is open, and none is shown. */
export function InstanceFrame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <header className={classes.top} data-print="no">
        <Link to="/" className={classes.brand}>
          <LogoMark size={26} />
          <span className={classes.brandName}>Chartwarden</span>
        </Link>
        <span />
        <AccountMenu onLeave={() => Promise.resolve()} />
      </header>
      <Notices />
      <main className={classes.main} id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
