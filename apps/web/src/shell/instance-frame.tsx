import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AccountMenu } from './account-menu.tsx';
import classes from './instance-frame.module.css';
import { LogoMark } from './logo.tsx';
import { Notices } from './notices.tsx';

interface InstanceFrameProps {
  /** A single question stands in the middle of the page. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** The frame of pages about this Chartwarden or an account: no record is open, and none is shown. */
export function InstanceFrame({ narrow = false, children }: InstanceFrameProps) {
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
      <main className={classes.main} id="main" tabIndex={-1} data-narrow={narrow || undefined}>
        {children}
      </main>
    </>
  );
}
