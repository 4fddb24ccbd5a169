import { isNode, type Node } from '@chartwarden/fhir';
import { type FactId, idFromBytes, idToBytes } from '@chartwarden/ids';
import { denied, release, type VaultContext } from './context.ts';
import { factsStore } from './facts.store.ts';
import { aliases, contextOf, referenceIdentity } from './identity.ts';
import { referenceToken } from './index-tokens.ts';
import type { Permit } from './permit.ts';
import type { ScopeKeys } from './scope-keys.ts';
import { type Opened, opened, type ServedFact, visibleTo } from './serve.ts';
import { createTake } from './take.ts';

/** Search parameters that name the visit of a fact (FHIR R4, Encounter as a context). */
const OF_VISIT: readonly string[] = [
  'CarePlan.encounter', 'CareTeam.encounter', 'ClinicalImpression.encounter', 'Communication.encounter', 'Composition.encounter',
  'Condition.encounter', 'DeviceRequest.encounter', 'DiagnosticReport.encounter', 'DocumentReference.encounter', 'Flag.encounter',
  'ImagingStudy.encounter', 'Media.encounter', 'MedicationAdministration.context', 'MedicationRequest.encounter',
  'MedicationStatement.context', 'NutritionOrder.encounter', 'Observation.encounter', 'Procedure.encounter',
  'QuestionnaireResponse.encounter', 'RiskAssessment.encounter', 'ServiceRequest.encounter', 'VisionPrescription.encounter',
]; // biome-ignore format: one list

/** And those by which a fact names a document or report that it rests on. */
const ON_THIS: readonly string[] = [
  'Composition.entry', 'Condition.evidence-detail', 'DiagnosticReport.media', 'DocumentReference.related', 'DocumentReference.relatesto',
  'List.item', 'Observation.derived-from', 'Procedure.reason-reference', 'ServiceRequest.supporting-info',
]; // biome-ignore format: one list

const PAGE_BYTES = 8 * 1024 * 1024;

/** What belongs to one fact, found by the index. */
export function createRelated(context: VaultContext) {
  const { db, keyring, log, authority, recall } = context;
  const facts = factsStore(db);
  const take = createTake(context);

  /**
   * Facts of the same visit and facts that name this one, newest first, at most `most` of them; null when there is no such
   * fact for this permit. Throws CW-GATE-005 for `metadata_only`, whose form leaves out what refers to what.
   */
  async function related(
    permit: Permit,
    id: FactId,
    most: number,
  ): Promise<{ readonly facts: readonly ServedFact[]; readonly isWhole: boolean } | null> {
    const grant = authority.claim(permit, 'search');
    if (grant.form === 'metadata_only') return denied(log, grant, 'search', 'CW-GATE-005');
    const keys = await keyring.load(grant.record);
    await recall.prepare(keys.scope);
    const [row] = await facts.versions(keys.scope, idToBytes(id), visibleTo(recall, keys, grant));
    const tokens = row === undefined ? [] : tokensOf(keys, opened(keys, row));
    const found =
      tokens.length === 0
        ? { served: [], next: null }
        : await take(keys, grant, { tokens }, null, { facts: most + 1, bytes: PAGE_BYTES });
    // A fact that names both the visit and this one stands there twice, under each of the tokens.
    const byId = new Map(found.served.map((one) => [one.id, one]));
    if (row !== undefined) byId.delete(idFromBytes(row.fact_id));
    const list = [...byId.values()].slice(0, most);
    await release(
      log,
      grant,
      'search',
      list.map((one) => one.type),
      list.map((one) => one.id),
    );
    return row === undefined ? null : { facts: list, isWhole: found.next === null && byId.size <= most };
  }

  return { related };
}

function tokensOf(keys: ScopeKeys, one: Opened): readonly Buffer[] {
  const { header, row } = one;
  const context = contextOf(header);
  const resource: unknown = JSON.parse(one.bytes.toString('utf8'));
  const identities = (names: readonly string[]): readonly Buffer[] =>
    names.flatMap((name) => referenceIdentity(keys, name, context) ?? []);
  const visits = identities(isNode(resource) ? visitsOf(resource) : []);
  const own = [
    ...identities(header.i === undefined ? [] : [`${row.type}/${header.i}`]),
    ...aliases(keys, row.type, header),
    // So what was written here names it, wherever it comes from.
    row.fact_id,
  ];
  const all = (params: readonly string[], targets: readonly Buffer[]): readonly Buffer[] =>
    keys.generations.flatMap((generation) =>
      params.flatMap((param) => targets.map((target) => referenceToken(generation, param, target))),
    );
  const tokens = [...all(OF_VISIT, visits), ...all(ON_THIS, own)];
  return [...new Map(tokens.map((token) => [token.toString('latin1'), token])).values()];
}

/** References to visits as they were written: `encounter`, and where a DocumentReference has them. */
function visitsOf(resource: Node): readonly string[] {
  const inner = isNode(resource.context) ? resource.context : {};
  return [resource.encounter, inner.encounter, inner.reference === undefined ? undefined : inner]
    .flat()
    .flatMap((one) => (isNode(one) && typeof one.reference === 'string' ? [one.reference] : []))
    .slice(0, 10);
}
