import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { openLink } from '../../../api/link-calls.ts';
import { decryptFile, readShlink, type Shlink } from '../../../api/shlink.ts';
import { Plain } from '../../../shell/plain.tsx';
import { typeWords } from '../../../ui/fhir-types.text.ts';
import { usePageTitle } from '../../../ui/page.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { Empty, Remark } from '../../../ui/states.tsx';
import { formatClock, formatDay, formatNumber, formatRecordDate } from '../../../ui/words.ts';
import { FirstOnes } from '../lists/first-ones.tsx';
import classes from './opened-link.module.css';
import { openedLinkText as text } from './opened-link.text.ts';
import { type OpenedRecord, readBundle } from './read-bundle.ts';

/** `/shl/view#shlink:/…`: for whoever was given a link. Outside of the login; asks the link's manifest and nothing else. */
export function OpenedLinkPage() {
  const [link] = useState(() => readShlink(location.hash));
  usePageTitle(text.title);
  useEffect(() => {
    // Out of the address bar and the history: the key is in it.
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
  }, []);
  return (
    <Plain wide>
      {link === null ? (
        <Empty title={text.broken} whole>
          <p>{text.brokenWords}</p>
        </Empty>
      ) : (
        <Opening link={link} />
      )}
    </Plain>
  );
}

type Outcome =
  | { readonly record: OpenedRecord; readonly file: Uint8Array }
  | { readonly left: number }
  | { readonly problem: Exclude<keyof typeof text.problems, symbol> };

async function opened(link: Shlink, who: string, passcode: string): Promise<Outcome> {
  const answer = await openLink(link, who.trim() || text.someone, passcode);
  if ('problem' in answer) return answer.problem === 'passcode' ? { left: answer.left } : { problem: answer.problem };
  try {
    const file = await decryptFile(answer.file, link.key);
    return { record: readBundle(new TextDecoder().decode(file)), file };
  } catch {
    return { problem: 'damaged' };
  }
}

function Opening({ link }: { readonly link: Shlink }) {
  const [who, setWho] = useState('');
  const [passcode, setPasscode] = useState('');
  const isGuarded = link.flag?.includes('P') === true;
  const open = useMutation({ mutationFn: () => opened(link, who, passcode), gcTime: 0 });
  const outcome = open.data;
  if (outcome && 'record' in outcome) return <Shown link={link} {...outcome} />;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <form className={classes.page} onSubmit={submit}>
      <h1 className={classes.title} tabIndex={-1} data-focus-here="">
        {text.title}
      </h1>
      <About link={link} />
      <p>{text.lead}</p>
      <div role="alert">
        {outcome && 'problem' in outcome ? <Remark tone="care">{text.problems[outcome.problem]}</Remark> : null}
        {outcome && 'left' in outcome ? (
          <Remark tone="care">{passcode === '' ? text.needed : text.wrong(outcome.left)}</Remark>
        ) : null}
      </div>
      <TextInput
        label={text.who}
        value={who}
        maxLength={100}
        onChange={(event) => setWho(event.currentTarget.value)}
        autoComplete="off"
        size="md"
      />
      {isGuarded || (outcome && 'left' in outcome) ? (
        <TextInput
          label={text.passcode}
          description={text.passcodeHint}
          value={passcode}
          maxLength={64}
          onChange={(event) => setPasscode(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          size="md"
        />
      ) : null}
      <div>
        <Button type="submit" size="md" loading={open.isPending}>
          {text.go}
        </Button>
      </div>
    </form>
  );
}

function About({ link: { label, exp } }: { readonly link: Shlink }) {
  const end = exp === undefined ? null : exp * 1000;
  return (
    <p className={classes.quiet}>
      {label ? <bdi>{text.shared(label)} </bdi> : null}
      {end === null ? text.open : text.until(`${formatDay(end)}, ${formatClock(end)}`)}
    </p>
  );
}

interface ShownProps {
  readonly link: Shlink;
  readonly record: OpenedRecord;
  readonly file: Uint8Array;
}

function Shown({ link, record, file }: ShownProps) {
  const { name, birthDate, count, parts } = record;
  return (
    <article className={classes.page}>
      <h1 className={classes.title} tabIndex={-1} ref={focusOnce}>
        {name === undefined ? text.noName : <bdi>{text.of(name)}</bdi>}
      </h1>
      {birthDate ? <p>{text.born(formatRecordDate(birthDate))}</p> : null}
      <About link={link} />
      <Remark>
        {text.holds(count)} {text.part}
      </Remark>
      <div className={classes.buttons} data-print="no">
        <Button variant="default" onClick={() => window.print()}>
          {text.print}
        </Button>
        <Button
          variant="default"
          onClick={() => saveFile('shared-record.json', new Uint8Array(file), 'application/fhir+json')}
        >
          {text.save}
        </Button>
      </div>
      {parts.map(({ type, entries }) => (
        <section key={type} className={classes.part}>
          <h2 className={classes.kind}>
            {typeWords(type)} <span className={classes.quiet}>{formatNumber(entries.length)}</span>
          </h2>
          <FirstOnes items={entries}>
            {(shown) => (
              <ul className={classes.entries}>
                {shown.map((rows, at) => (
                  <li key={at} className={classes.entry}>
                    <Rows rows={rows} />
                  </li>
                ))}
              </ul>
            )}
          </FirstOnes>
        </section>
      ))}
    </article>
  );
}

const focusOnce = (heading: HTMLElement | null): void => heading?.focus();

/** The first row is what it is; the others say more of it, in the record's own words. */
function Rows({ rows }: { readonly rows: OpenedRecord['parts'][number]['entries'][number] }) {
  const [first, ...more] = rows;
  return (
    <>
      <p className={classes.what}>{first === undefined ? text.unnamed : <bdi>{first[1]}</bdi>}</p>
      {more.length > 0 ? (
        <dl className={classes.rows}>
          {more.map(([name, words]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{words}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}
