import type { ReactNode } from 'react';
import classes from './panel.module.css';

interface PanelProps {
  /** What opened, for the ear: the panel takes the focus under this name. */
  readonly label: string;
  /** The link that closes it. */
  readonly close: ReactNode;
  readonly children: ReactNode;
}

/** The opened item beside its list. */
export function Panel({ label, close, children }: PanelProps) {
  return (
    <section className={classes.panel} aria-label={label} tabIndex={-1} data-focus-here="">
      <div className={classes.bar}>{close}</div>
      <div className={classes.content}>{children}</div>
    </section>
  );
}

/** One titled part of a panel. */
export function PanelPart({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h3 className={classes.partTitle}>{title}</h3>
      {children}
    </section>
  );
}

/** Name and value, one below the other on a narrow screen. */
export function Pairs({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.pairs}>
      {rows.map(([name, value]) => (
        <div key={name} className={classes.pair}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
