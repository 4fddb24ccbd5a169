import { CodedError } from '@chartwarden/errors';
import { SHOWN_AS } from '@chartwarden/fhir';
import { deciding } from '@chartwarden/gate';
import { Answer, download } from '@chartwarden/http';
import type { OpenedContent, ServedFact, Vault, View } from '@chartwarden/vault';
import { type AskGate, type Asking, factIdOf } from './asking.ts';

/** Facts named beside a document at most. */
const MOST_RELATED = 200;

const ENDINGS: Readonly<Record<OpenedContent['kind'], string>> = {
  text: '.txt', html: '.html', pdf: '.pdf', png: '.png', jpeg: '.jpg', gif: '.gif', webp: '.webp', tiff: '.tiff',
  rtf: '.rtf', xml: '.xml', other: '',
}; // biome-ignore format: one list

/** What facts carry: notes, letters, pictures. Every function begins at the gate. */
export function createContents<Line>(parts: {
  readonly ask: AskGate;
  readonly vault: Vault;
  readonly lineOf: (fact: ServedFact) => Line;
}) {
  const { ask, vault, lineOf } = parts;

  async function opened(who: Asking, person: string, id: string, n: number, use: 'show' | 'download', view: View) {
    return deciding(async () => {
      const found = await vault.read.content(await ask(who, person, ['read'], view), factIdOf(id), n, use);
      if (found === null) throw new CodedError('CW-GEN-002');
      return found;
    });
  }

  return {
    /**
     * Content `n` to be shown: text as UTF-8, HTML as text, a PDF, a picture, under a type of ours and never under the one
     * that the record claims. Throws CW-GEN-002 when there is none to see, CW-CHRT-001 for a kind that cannot be shown.
     */
    async show(who: Asking, person: string, id: string, n: number, view: View): Promise<Answer> {
      const found = await opened(who, person, id, n, 'show', view);
      const type = SHOWN_AS[found.kind];
      if (type === undefined) throw new CodedError('CW-CHRT-001', found.kind);
      const { charset } = found;
      const body = charset === undefined ? found.bytes : Buffer.from(new TextDecoder(charset).decode(found.bytes));
      return new Answer(200, body, {
        'content-type': type,
        // Whoever opens the address by itself gets a file to keep: nothing of a record is shown outside our pages.
        'content-disposition': 'attachment',
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'x-chartwarden-content': aboutOf(found),
      });
    },

    /** Content `n` byte for byte, to keep. Throws CW-GEN-002 when there is none to see. */
    async keep(who: Asking, person: string, id: string, n: number, view: View): Promise<Answer> {
      const { bytes, kind, title } = await opened(who, person, id, n, 'download', view);
      const name = title?.trim() || 'document';
      const ending = ENDINGS[kind];
      const isNamed = /\.[A-Za-z0-9]{1,5}$/.test(name) || ending === '';
      return download(bytes, { name: isNamed ? name : name + ending, size: bytes.length });
    },

    /** Lines of the facts of the same visit and of those that name this fact; `isWhole` is false when there are more. */
    related: (who: Asking, person: string, id: string) =>
      deciding(async () => {
        const permit = await ask(who, person, ['search'], 'effective');
        const found = await vault.read.related(permit, factIdOf(id), MOST_RELATED);
        if (found === null) throw new CodedError('CW-GEN-002');
        return { facts: found.facts.map((fact) => lineOf(fact)), isWhole: found.isWhole };
      }),
  };
}

/** What was found out by looking at the bytes; ASCII, and nothing of what stands in them. */
function aboutOf({ kind, bytes, pixels, problems, isCharsetGuessed }: OpenedContent): string {
  const all = [...problems, ...(isCharsetGuessed ? ['charset'] : [])];
  return JSON.stringify({ kind, size: bytes.length, ...pixels, problems: all });
}
