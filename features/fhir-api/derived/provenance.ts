import type { FactDetail } from '@chartwarden/vault';
import { somebody, WORDS } from './codes.ts';

const OPERATION = 'http://terminology.hl7.org/CodeSystem/v3-DataOperation';
const AGENT_TYPE = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';

const iso = (at: number): string => new Date(at).toISOString();

/**
 * Where each version of a fact is from, newest first: from which file it came, or by whose correction it reads otherwise,
 * and why. Files and corrections are those that the permit shows.
 */
export function provenancesOf(fact: FactDetail, nameOf: (id: string) => string | null) {
  const { id, type, versions } = fact;
  return versions
    .toSorted((a, b) => b.version - a.version)
    .map(({ version, kind, at, current }) => {
      const said = kind === 'corrected' ? correctionsAt(fact, at) : [];
      const sources = kind === 'received' && version === fact.version ? fact.sources : [];
      return {
        resourceType: 'Provenance',
        id: `${id}.${version}`,
        meta: { versionId: '1', lastUpdated: iso(at) },
        target: [
          { reference: `${type}/${id}/_history/${version}` },
          ...(current ? [{ reference: `${type}/${id}` }] : []),
        ],
        recorded: iso(at),
        ...(said.every(({ reason }) => reason === '')
          ? {}
          : { reason: said.flatMap(({ reason }) => (reason === '' ? [] : [{ text: reason }])) }),
        activity: {
          coding: [
            { system: OPERATION, code: version === 1 ? 'CREATE' : 'UPDATE' },
            { system: `${WORDS}:version`, code: kind },
          ],
        },
        agent:
          said.length === 0
            ? [{ type: typed('assembler'), who: { display: 'Chartwarden' } }]
            : said.map(({ by }) => ({
                type: typed('author'),
                who: by === null ? { display: 'Chartwarden' } : somebody(by, nameOf(by)),
              })),
        ...(sources.length === 0
          ? {}
          : {
              entity: sources.map((source) => ({
                role: 'source',
                what: { ...somebody(source.id, source.name), type: 'Binary' },
              })),
            }),
      };
    });
}

const typed = (code: string) => ({ coding: [{ system: AGENT_TYPE, code }] });

/** What was said, or taken back, last before a version was made of it. Who took it back is not told. */
function correctionsAt({ corrections }: FactDetail, at: number) {
  const moments = corrections.flatMap((one) => [
    { at: one.at, by: one.by, reason: one.reason },
    ...(one.undoneAt === null ? [] : [{ at: one.undoneAt, by: null, reason: one.undoReason ?? '' }]),
  ]);
  const last = moments.reduce((latest, one) => (one.at <= at ? Math.max(latest, one.at) : latest), 0);
  return moments.filter((one) => one.at === last);
}
