import { Link } from '@tanstack/react-router';
import type { Fact } from '../../api/types.ts';
import { PanelPart } from '../../ui/panel.tsx';
import { formatWhen } from '../../ui/words.ts';
import { factText as text } from './chart.text.ts';
import classes from './fact-panel.module.css';

/** Every version, newest first; none is ever changed. */
export function FactHistory({ fact }: { readonly fact: Fact }) {
  const now = Date.now();
  return (
    <PanelPart title={text.versions}>
      <ol className={classes.versions}>
        {fact.versions
          .toSorted((one, other) => other.version - one.version)
          .map((version) => (
            <li key={version.version} className={classes.version}>
              <div>
                <p className={classes.versionName}>
                  {text.version(version.version)}
                  {version.current ? <span className={classes.mark}>{text.current}</span> : null}
                </p>
                <p className={classes.quiet}>
                  {text.versionKind[version.kind]} · {text.takenAt(formatWhen(version.at, now))}
                </p>
                {version.upstreamAt === null ? null : (
                  <p className={classes.quiet}>{text.upstreamAt(formatWhen(version.upstreamAt, now))}</p>
                )}
              </div>
              {version.version === fact.version ? (
                <span className={classes.quiet}>{text.shown}</span>
              ) : (
                <Link
                  from="/people/$person/records/$fact"
                  to="/people/$person/records/$fact"
                  search={(before) => ({ ...before, version: version.version })}
                  state={(before) => before}
                  aria-label={`${text.showVersion} ${text.version(version.version)}`}
                  preload={false}
                >
                  {text.showVersion}
                </Link>
              )}
            </li>
          ))}
      </ol>
    </PanelPart>
  );
}
