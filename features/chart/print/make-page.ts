import type { Printed } from './job.ts';
import type { PageJob, PageValue } from './page-job.ts';
import { type Block, drawBlocks } from './sheet/blocks.ts';
import { openSheet } from './sheet/sheet.ts';
import { joined, type Span, said, strong } from './sheet/text.ts';
import { createWords } from './words/words.ts';

const spanOf = ({ text, isSaid }: PageValue): Span => (isSaid ? said(text) : { text });

/** Sets a page of names and values as a tagged PDF. */
export async function makePage({ page, choices, at }: PageJob): Promise<Printed> {
  const words = createWords(choices.language, choices.zone);
  const sheet = openSheet({
    paper: choices.paper,
    language: words.language,
    title: page.title,
    at,
    head: {
      left: joined([strong(page.about), page.title]),
      right: words.t('head.printed', { when: words.moment(at) }),
    },
    foot: page.foot,
    pageOf: (number, pages) => words.t('head.page', { page: number, pages }),
  });
  const row = ({ name, values }: (typeof page.parts)[number]['rows'][number]): Block => ({
    kind: 'text',
    text: [
      { text: `${name}: `, isStrong: true },
      ...values.flatMap((one, nth) => [...(nth > 0 ? [', '] : []), spanOf(one)]),
    ],
  });
  await drawBlocks(sheet, [
    { kind: 'title', text: page.title },
    { kind: 'text', text: strong(page.about) },
    ...page.parts.flatMap(({ title, rows }): readonly Block[] => [{ kind: 'heading', text: title }, ...rows.map(row)]),
  ]);
  const boxes = sheet.missing.size;
  if (boxes > 0)
    await drawBlocks(sheet, [{ kind: 'text', tone: 'quiet', text: words.t('from.glyphs', { count: boxes }) }]);
  const outline = { what: 'page', pages: sheet.pages, sections: [], missing: [], boxes } as const;
  return { pdf: await sheet.end(), facts: [], outline };
}
