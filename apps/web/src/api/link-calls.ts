import type { Http } from './http.ts';
import type { LinkAnswer, LinkDraft, LinkLine, LinkWish } from './link-types.ts';
import { decryptFile, encryptFile, newKey, type Shlink, shlinkText } from './shlink.ts';

/** Puts further resources behind those of a Bundle, without reading it: numbers keep their digits. */
export function withResources(bundle: Uint8Array, resources: readonly object[]): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder().decode(bundle);
  const end = text.lastIndexOf(']');
  const isEmpty = text.slice(0, end).trimEnd().endsWith('[');
  const more = resources.map((resource) => JSON.stringify({ resource })).join(',\n');
  const comma = isEmpty || more === '' ? '' : ',\n';
  return new TextEncoder().encode(`${text.slice(0, end)}${comma}${more}${text.slice(end)}`);
}

/** Marks what somebody wrote by hand for a link (FHIR R4, 2.27.4.5: a tag does not change what it says). */
const BY_HAND = { system: 'urn:chartwarden:origin', code: 'by-hand' };

/** A resource that stands in no record. */
export const byHand = (resource: object): object => ({ ...resource, meta: { tag: [BY_HAND] } });

/** Those of a Bundle that were written by hand: texts only, so that nothing of them is rewritten. */
export function resourcesByHand(bundle: string): readonly object[] {
  interface Held {
    readonly entry?: readonly {
      readonly resource: { readonly meta?: { readonly tag?: readonly { readonly system?: string }[] } };
    }[];
  }
  const resources = ((JSON.parse(bundle) as Held).entry ?? []).map(({ resource }) => resource);
  return resources.filter(({ meta }) => meta?.tag?.some(({ system }) => system === BY_HAND.system));
}

/** The calls about share links. What a link holds is encrypted here, and leaves this browser in no other form. */
export function linkCalls({ send, receive, upload }: Http) {
  const guarded = (wish: LinkWish, passcode: string) => (passcode === '' ? wish : { ...wish, passcode });
  const links = (person: string) => `/api/people/${person}/links`;

  /** What was written by hand stands in no record: it is taken from what the link holds, under the key of the link. */
  const heldByHand = async (id: string, key: string): Promise<readonly object[]> =>
    resourcesByHand(await held(id, key));

  async function held(id: string, key: string): Promise<string> {
    const { bytes } = await receive(`/api/links/${id}/content`);
    return new TextDecoder().decode(await decryptFile(new TextDecoder().decode(bytes), key));
  }

  async function fill(id: string, key: string, extra: readonly object[]): Promise<void> {
    const { bytes } = await receive(`/api/links/${id}/snapshot`);
    const file = await encryptFile(withResources(new Uint8Array(bytes), extra), key);
    await upload<void>(`/api/links/${id}/content`, new Blob([file]), () => undefined);
  }

  return {
    links: (person: string) => send<{ links: LinkLine[] }>('GET', links(person)).then((answer) => answer.links),
    /** What a link would share; whether it has a passcode belongs to that. */
    draftLink: (person: string, wish: LinkWish, passcode: string) =>
      send<LinkDraft>('POST', links(person), guarded(wish, passcode)),
    /** Makes the link that a draft showed, fills it, and gives it back: there is no other copy. */
    async makeLink(person: string, wish: LinkWish, digest: string, passcode: string, extra: readonly object[] = []) {
      const body = { ...guarded(wish, passcode), digest };
      const { id, url } = await send<{ id: string; url: string }>('POST', links(person), body);
      const key = newKey();
      try {
        await fill(id, key, extra);
      } catch (error) {
        // A link that holds nothing is of no use to anybody.
        await send<void>('DELETE', `/api/links/${id}`);
        throw error;
      }
      const link: Shlink = {
        url,
        key,
        ...(wish.until === null ? {} : { exp: Math.floor(wish.until / 1000) }),
        ...(passcode === '' ? {} : { flag: 'P' }),
        label: wish.label,
      };
      return { id, text: shlinkText(link, location.origin) };
    },
    /** Takes what a link holds from the record anew, under the key that only the link has. */
    renewLink: async (id: string, key: string) => fill(id, key, await heldByHand(id, key)),
    /** What a card holds, to begin another one with: what was written by hand, and the ids of entries of the record. */
    async heldCard(id: string, key: string) {
      const bundle = await held(id, key);
      const byHand = resourcesByHand(bundle);
      const { entry = [] } = JSON.parse(bundle) as {
        entry?: readonly { readonly resource: { readonly id?: string } }[];
      };
      return { byHand, facts: entry.flatMap(({ resource }) => resource.id ?? []) };
    },
    /** Name and date of birth, as the card says them. */
    endLink: (id: string) => send<void>('DELETE', `/api/links/${id}`),
  };
}

/** Whether a link is the one whose door the server names: its address ends with the bits that hash to that. */
export async function isLinkOf({ url }: Shlink, door: string): Promise<boolean> {
  const token = new TextEncoder().encode(new URL(url).pathname.split('/').at(-1));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', token));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === door;
}

/**
 * Opens a link as whoever was given it: no session, no cookie, no other request than its manifest and the file that it
 * names. Nothing is kept.
 */
export async function openLink({ url }: Shlink, recipient: string, passcode: string): Promise<LinkAnswer> {
  // Our own pages ask no other server than their own (CSP connect-src).
  if (new URL(url).origin !== location.origin) return { problem: 'elsewhere' };
  const body = { recipient, embeddedLengthMax: 12_000_000, ...(passcode === '' ? {} : { passcode }) };
  const plain: RequestInit = {
    credentials: 'omit',
    redirect: 'error',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  };
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { ...plain, method: 'POST', headers, body: JSON.stringify(body) });
    const said = (await answer.json()) as {
      remainingAttempts?: number;
      files?: { contentType?: string; embedded?: string; location?: string }[];
    };
    if (answer.status === 401) return { problem: 'passcode', left: said.remainingAttempts ?? 0 };
    if (answer.status === 429 || answer.status >= 500) return { problem: 'busy' };
    const file = said.files?.find(({ contentType }) => contentType === 'application/fhir+json');
    if (!answer.ok || file === undefined) return { problem: 'gone' };
    if (file.embedded !== undefined) return { file: file.embedded };
    const located = await fetch(file.location ?? url, plain);
    return located.ok ? { file: await located.text() } : { problem: 'gone' };
  } catch {
    return { problem: 'unreachable' };
  }
}
