import { type ReactNode, use } from 'react';
import { OverList } from './master-detail.tsx';
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

/** What opened. The only heading of the page when the panel hides its list. */
export function PanelTitle({ children }: { readonly children: ReactNode }) {
  const Heading = use(OverList) ? 'h1' : 'h2';
  return <Heading className={classes.title}>{children}</Heading>;
}

/** One titled part of a panel. */
export function PanelPart({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const Heading = use(OverList) ? 'h2' : 'h3';
  return (
    <section className={classes.part}>
      <Heading className={classes.partTitle}>{title}</Heading>
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
