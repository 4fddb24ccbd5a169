import type { PersonArchive } from '@chartwarden/gate';
import type { ServedFact } from '@chartwarden/vault';
import { page, pathTo, said, table, text } from './html.ts';
import type { ChartWords, PageLine } from './ports.ts';
import type { ArchiveWords } from './words.ts';

/** Lines of a section on the first page, and on each further one. */
const FIRST = 300;
const FURTHER = 1000;

interface Dated extends PageLine {
  readonly at: number;
}

interface Section {
  count: number;
  /** The newest ones of each type, on the first page. */
  readonly first: Dated[];
  waiting: Dated[];
  pages: number;
}

export interface FileLine {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly receivedAt: number;
}

/**
 * The pages to read, made while the facts pass by: the first page holds the newest of each section, what is more goes
 * onto pages of its own as soon as one is full, so that memory holds few lines whatever the record holds.
 */
export function createPages(chart: ChartWords, words: ArchiveWords, language: string) {
  const sections = new Map<string, Section>(
    chart.sections.map((name) => [name, { count: 0, first: [], waiting: [], pages: 1 }]),
  );
  const firstOfType = new Map<string, number>();

  const row = ({ date, title, value, status, from, corrected, labels }: PageLine): readonly string[] => [
    date === null ? `<span class="quiet">${text(words('noDate'))}</span>` : text(date),
    said(title),
    said(value),
    [status, corrected ? chart.corrected : null, ...labels]
      .flatMap((one) => (one === null ? [] : [text(one)]))
      .join(', '),
    said(from),
  ];
  const heads = () => [words('date'), words('what'), words('value'), words('state'), words('source')];
  const lines = (list: readonly Dated[]): string => table(heads(), list.map(row));

  function further(name: string, section: Section): { readonly path: string; readonly html: string } {
    section.pages += 1;
    const title = `${chart.title(name)} ${section.pages}`;
    const back = `<p><a href="../index.html">index.html</a></p>`;
    const html = page(language, title, `${back}<h1>${text(title)}</h1>${lines(section.waiting)}`);
    section.waiting = [];
    return { path: `chart/${name}-${section.pages}.html`, html };
  }

  return {
    /** Takes a fact in; gives a page when one is full. */
    async add(fact: ServedFact): Promise<{ readonly path: string; readonly html: string } | null> {
      const line = { ...(await chart.line(fact)), at: fact.date?.at ?? Number.NEGATIVE_INFINITY };
      const section = sections.get(line.section);
      if (section === undefined) return null;
      section.count += 1;
      const key = `${line.section} ${fact.type}`;
      const known = firstOfType.get(key) ?? 0;
      if (known < FIRST) {
        firstOfType.set(key, known + 1);
        section.first.push(line);
        return null;
      }
      section.waiting.push(line);
      return section.waiting.length < FURTHER ? null : further(line.section, section);
    },

    /** The pages that are not full. */
    rest: () => [...sections].flatMap(([name, one]) => (one.waiting.length > 0 ? [further(name, one)] : [])),

    index(
      archive: Pick<PersonArchive, 'whole' | 'said' | 'events' | 'imports'>,
      about: {
        readonly title: string;
        readonly at: number;
        readonly files: readonly FileLine[];
        readonly lines: number | null;
        readonly named: (id: string) => string;
        readonly titleOf: (fact: string) => string;
      },
    ): string {
      const shown = [...sections].filter(([, one]) => one.count > 0);
      const parts = shown.map(([name, one]) => {
        const sorted = [...one.first].sort((a, b) => b.at - a.at);
        const pages = Array.from({ length: one.pages - 1 }, (_, at) => `chart/${name}-${at + 2}.html`);
        const links = pages.map(
          (path, at) => `<a href="${pathTo(path)}">${text(words('older', { page: at + 2 }))}</a>`,
        );
        const count = text(words('entries', { count: one.count }));
        return `<h2 id="${name}">${text(chart.title(name))}</h2><p class="quiet">${count}</p>${lines(sorted)}<p>${links.join(' · ')}</p>`;
      });
      const more = archive.whole ? wholeParts(archive, about) : [];
      const list = [
        ...shown.map(([name, one]) => ({ id: name, words: `${chart.title(name)} (${one.count})` })),
        ...more.map(({ id, title }) => ({ id, words: title })),
      ];
      const nav = `<nav><ul>${list.map((one) => `<li><a href="#${one.id}">${text(one.words)}</a></li>`).join('')}</ul></nav>`;
      const body = [
        `<h1>${said(about.title)}</h1>`,
        `<p>${text(words('made', { when: chart.moment(about.at) }))} ${text(words(archive.whole ? 'mayMiss' : 'partOnly'))}</p>`,
        `<p>${text(words('notEncrypted'))}</p>`,
        `<h2>${text(words('contents'))}</h2>`,
        nav,
        ...(shown.length === 0 ? [`<p>${text(words('none'))}</p>`] : parts),
        ...more.map(({ id, title, html }) => `<h2 id="${id}">${text(title)}</h2>${html}`),
      ];
      return page(language, about.title, body.join('\n'));
    },
  };

  function wholeParts(
    { said: all, events, imports }: Pick<PersonArchive, 'said' | 'events' | 'imports'>,
    about: {
      readonly files: readonly FileLine[];
      readonly lines: number | null;
      readonly named: (id: string) => string;
      readonly titleOf: (fact: string) => string;
    },
  ): readonly { readonly id: string; readonly title: string; readonly html: string }[] {
    const when = (at: number): string => text(chart.moment(at));
    const empty = `<p>${text(words('none'))}</p>`;
    const or = (rows: readonly (readonly string[])[], heads: readonly string[]) =>
      rows.length === 0 ? empty : table(heads, rows);
    const holds = (undoneAt: number | null): string => text(words(undoneAt === null ? 'standing' : 'undone'));
    const corrections = all.flatMap((one) =>
      one.kind === 'verdict'
        ? []
        : [[when(one.at), said(about.titleOf(one.fact)), text(words(`kind.${one.kind}`)), said(one.reason), said(about.named(one.by)), holds(one.undoneAt)]],
    ); // biome-ignore format: one row
    const verdicts = all.flatMap((one) =>
      one.kind === 'verdict'
        ? [[when(one.at), said(about.titleOf(one.fact)), said(about.titleOf(one.with)), text(words(one.verdict)), said(one.reason ?? null), holds(one.undoneAt)]]
        : [],
    ); // biome-ignore format: one row
    const ended = new Map(events.flatMap((one) => (one.kind === 'consent' && one.ends ? [[one.ends, one.time]] : [])));
    const given = events.flatMap((one) => {
      if (one.kind === 'custody')
        return [
          [
            when(one.time),
            said(about.named(one.holder.id)),
            text(words(one.state === 'held' ? 'custody' : 'ended')),
            '',
            '',
          ],
        ];
      if (one.ends !== undefined) return [];
      const over = ended.get(one.id);
      const until =
        over === undefined ? (one.until === null ? '' : when(one.until)) : `${when(over)} (${text(words('ended'))})`;
      const to = one.recipient === undefined ? text(words('everybody')) : said(about.named(one.recipient.id));
      return [[when(one.time), to, text(words(one.effect)), until, said(one.reason ?? null)]];
    });
    const files = about.files.map((one) => [
      when(one.receivedAt),
      `<a href="${pathTo(one.path)}">${said(one.name)}</a>`,
      text(new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 }).format(one.size / 1000)),
    ]); // biome-ignore format: one row
    const withdrawn = imports.filter(({ state }) => state === 'withdrawn').length;
    const notIn = withdrawn === 0 ? '' : `<p>${text(words('withdrawn', { count: withdrawn }))}</p>`;
    const log = `<p>${text(words('logLines', { count: about.lines ?? 0 }))} <code>chartwarden ledger verify ledger/proof.json</code></p>`;
    return [
      {
        id: 'corrections',
        title: words('corrections'),
        html: or(corrections, [words('date'), words('what'), words('correctionKinds'), words('reason'), words('by'), words('state')]),
      },
      { id: 'verdicts', title: words('verdicts'), html: or(verdicts, [words('date'), words('what'), '', words('value'), words('reason'), words('state')]) },
      { id: 'files', title: words('files'), html: notIn + or(files, [words('received'), words('what'), words('size')]) },
      { id: 'consents', title: words('consents'), html: or(given, [words('from'), words('to'), words('state'), words('until'), words('reason')]) },
      { id: 'log', title: words('log'), html: log },
    ]; // biome-ignore format: one list
  }
}
