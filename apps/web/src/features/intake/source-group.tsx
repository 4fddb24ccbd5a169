import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useRef, useState } from 'react';
import { useApi } from '../../api/api-context.tsx';
import { peopleQuery } from '../../api/queries.ts';
import type { ImportState, Source } from '../../api/types.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { DownloadIcon } from '../../ui/icons.tsx';
import { formatBytes, formatWhen } from '../../ui/words.ts';
import { sourcesText as text } from './intake.text.ts';
import { MoveDialog } from './move-dialog.tsx';
import classes from './sources-page.module.css';
import { WithdrawDialog } from './withdraw-dialog.tsx';

interface SourceGroupProps {
  readonly person: string;
  readonly id: string;
  readonly state: ImportState | undefined;
  readonly files: readonly Source[];
  /** Of somebody who was granted a part, and brought these. */
  readonly isPart: boolean;
}

/** The files of one import. A committed import can be withdrawn or moved as a whole. */
export function SourceGroup({ person, id, state, files, isPart }: SourceGroupProps) {
  const api = useApi();
  const [asking, setAsking] = useState<'withdraw' | 'move' | null>(null);
  const stage = state?.state ?? files[0]?.importState ?? 'committed';
  const close = () => setAsking(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  // The button that was pressed is gone with what it did.
  const done = () => heading.current?.focus();
  const dialog = { person, id, names: files.map((one) => one.name), onClose: close, onDone: done };

  return (
    <section className={classes.group}>
      <header className={classes.head}>
        <div>
          <h2 ref={heading} id={headingId} tabIndex={-1} className={classes.when}>
            {groupTime(state, files)}
          </h2>
          <p className={classes.state}>
            {state?.movedTo === undefined ? text.states[stage] : <MovedTo person={state.movedTo} />} ·{' '}
            {text.files(files.length)}
          </p>
          {state?.brought && !state.brought.you ? (
            <p className={classes.state}>{text.broughtBy(state.brought.name ?? text.somebody)}</p>
          ) : null}
        </div>
        <div className={classes.buttons}>
          <ButtonLink to="/people/$person/add/$import" params={{ person, import: id }} variant="default" size="sm">
            {text.openImport}
          </ButtonLink>
          {stage === 'committed' && !isPart ? (
            <>
              <Button variant="default" size="sm" aria-describedby={headingId} onClick={() => setAsking('move')}>
                {text.move}
              </Button>
              <Button variant="default" size="sm" aria-describedby={headingId} onClick={() => setAsking('withdraw')}>
                {text.withdraw}
              </Button>
            </>
          ) : null}
        </div>
      </header>
      <ul className={classes.files}>
        {files.map((file) => (
          <li key={file.id} className={classes.file}>
            <div className={classes.words}>
              <p className={classes.name}>{file.name}</p>
              <p className={classes.about}>
                {[recognised(state, file), formatBytes(file.size)].filter(Boolean).join(' · ')}
              </p>
              <p className={classes.hash} title={text.fingerprint(file.sha256)}>
                {text.fingerprint(`${file.sha256.slice(0, 16)} …`)}
              </p>
              {stage === 'committed' && !isPart ? (
                <Link
                  className={classes.sharing}
                  to="/people/$person/sharing/kept"
                  params={{ person }}
                  search={{ source: file.id }}
                  aria-label={text.sharingOf(file.name)}
                >
                  {text.sharing}
                </Link>
              ) : null}
            </div>
            <a
              className={classes.download}
              href={api.sourceFileUrl(person, file.id)}
              download
              aria-label={text.download(file.name)}
            >
              <DownloadIcon />
            </a>
          </li>
        ))}
      </ul>
      <WithdrawDialog {...dialog} open={asking === 'withdraw'} />
      <MoveDialog {...dialog} open={asking === 'move'} />
    </section>
  );
}

/** Whose record it went to; by name where the reader may know of that person. */
function MovedTo({ person }: { readonly person: string }) {
  const api = useApi();
  const people = useQuery(peopleQuery(api));
  const name = people.data?.find((one) => one.id === person)?.name;
  return <>{name === undefined ? text.movedAway : text.movedTo(name)}</>;
}

function groupTime(state: ImportState | undefined, files: readonly Source[]): string {
  if (state?.committedAt) return text.addedAt(formatWhen(state.committedAt, Date.now()));
  return text.startedAt(formatWhen(state?.startedAt ?? files[0]?.receivedAt ?? 0, Date.now()));
}

const recognised = (state: ImportState | undefined, file: Source): string | undefined =>
  state?.files.find((one) => one.source === file.id)?.recognised;
