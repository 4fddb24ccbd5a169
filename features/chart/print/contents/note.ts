import { titleOf } from '@chartwarden/fhir';
import { lineOf, listOf, nodeOf } from '../../reading/elements.ts';
import type { ReadFact } from '../../reading/read-fact.ts';
import { textOfHtml } from '../../search/html-text.ts';
import type { Block } from '../sheet/blocks.ts';
import { said, type Text } from '../sheet/text.ts';
import { idsOf, type ReadContent } from './content.ts';
import { printedDocuments } from './others.ts';

/** Characters of one document; more than a print should hold. */
const LONGEST = 500_000;

/** One document with the text that stands in it. HTML becomes its words; files that are no text are named. */
export const readNote: ReadContent = (facts, _now, words, choices) => {
  const { entry } = choices;
  const fact = facts.find((one) => one.id === entry);
  if (fact === undefined) return null;
  const texts = textsIn(fact, facts);
  const files = attachmentsOf(fact).flatMap((one) => lineOf(one.title) ?? []);
  const about = printedDocuments([fact], 0, words, choices)?.blocks ?? [];
  const quietly = (text: Text): Block => ({ kind: 'text', text, tone: 'quiet' });
  return {
    blocks: [
      { kind: 'heading', text: said(titleOf(fact.resource)) },
      ...about,
      ...files.map((name) => quietly(words.around('document.file', { name: said(name) }))),
      quietly(words.t(texts.length > 0 ? 'document.text' : 'document.noText')),
      ...texts.flatMap((text) => text.split(/\n{2,}/).map((part): Block => ({ kind: 'text', text: said(part) }))),
    ],
    facts: idsOf(facts),
  };
};

const attachmentsOf = ({ resource }: ReadFact) => [
  ...listOf(resource.content).map((one) => nodeOf(one.attachment)),
  ...listOf(resource.presentedForm),
];

/** Texts of attachments; where there are none, those of sections, and else of the narrative. */
function textsIn(fact: ReadFact, all: readonly ReadFact[]): readonly string[] {
  const { resource } = fact;
  const attached = attachmentsOf(fact).flatMap(({ contentType, data, url }) => {
    const binary = all.find((one) => one.type === 'Binary' && `Binary/${one.id}` === url)?.resource;
    return textOf(contentType ?? binary?.contentType, data ?? binary?.data);
  });
  if (attached.length > 0) return attached;
  const sections = sectionsOf(resource.section, 0);
  return sections.length > 0 ? sections : narrativeOf(resource.text);
}

function textOf(contentType: unknown, data: unknown): readonly string[] {
  if (typeof data !== 'string' || typeof contentType !== 'string') return [];
  const isHtml = /^(text\/html|application\/xhtml\+xml)\b/i.test(contentType);
  if (!isHtml && !/^text\//i.test(contentType)) return [];
  const text = new TextDecoder().decode(Buffer.from(data, 'base64'));
  return tidy(isHtml ? linesOfHtml(text) : text);
}

function sectionsOf(value: unknown, depth: number): readonly string[] {
  if (depth > 8) return [];
  return listOf(value).flatMap((one) => [
    ...tidy(lineOf(one.title) ?? ''),
    ...narrativeOf(one.text),
    ...sectionsOf(one.section, depth + 1),
  ]);
}

function narrativeOf(value: unknown): readonly string[] {
  const { div } = nodeOf(value);
  return typeof div === 'string' ? tidy(linesOfHtml(div)) : [];
}

/** Paragraphs, items and rows end a line; line ends of the source are spaces. */
const linesOfHtml = (html: string): string =>
  textOfHtml(html.replace(/\s+/g, ' ').replace(/<(br|\/(p|div|li|tr|table|ul|ol|h[1-6]))\b/gi, '\n$&'));

function tidy(text: string): readonly string[] {
  const tidied = text.slice(0, LONGEST).replace(/[^\S\n]+/g, ' ').replace(/ ?\n ?/g, '\n').replace(/\n{3,}/g, '\n\n').trim(); // biome-ignore format: one chain
  return tidied === '' ? [] : [tidied];
}
