const KEPT_TYPES = new Set(['string', 'object']);

// Elements whose strings are times or codes; everything else is a value, free text, a name or a file (design 1, form).
const DATE_ELEMENT =
  /(?:date|dateTime|period|start|end|issued|recorded|authoredOn|occurrence|effective|onset|abatement|performed|created|instant)/i;
// Dates that are no times of the fact: somebody's birth and death, and what was measured or answered.
const OTHER_DATE = /^(?:birth|born|deceased|value)/;
const CODE_ELEMENT =
  /^(?:code|category|type|class|status|clinicalStatus|verificationStatus|intent|vaccineCode|medicationCodeableConcept|statusReason|severity|criticality|priority)$/;
const DATE = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T[\d:.+\-Z]+)?)?)?$/;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// System and code of a coding; its display is foreign text and stays behind.
function codings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(codings).filter((one) => one !== undefined);
  if (typeof value === 'string') return /^[A-Za-z0-9.-]{1,64}$/.test(value) ? value : undefined;
  if (!isObject(value)) return undefined;
  if (Array.isArray(value.coding)) return { coding: codings(value.coding) };
  const kept = {
    ...(typeof value.system === 'string' ? { system: value.system } : {}),
    ...(typeof value.code === 'string' ? { code: value.code } : {}),
  };
  return Object.keys(kept).length > 0 ? kept : undefined;
}

function dates(value: unknown): unknown {
  if (typeof value === 'string') return DATE.test(value) ? value : undefined;
  if (!isObject(value)) return undefined;
  const kept = Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      typeof inner === 'string' && DATE.test(inner) && (name === 'start' || name === 'end') ? [[name, inner]] : [],
    ),
  );
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/**
 * The `metadata_only` form of a served resource: type, id, dates, codes, categories, status; no values, free text,
 * names or files. Built up from what is allowed, so that an element nobody thought of stays out.
 */
export function metadataOnly(bytes: Uint8Array): Buffer {
  const resource = JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
  const out: Record<string, unknown> = { resourceType: resource.resourceType, id: resource.id };
  for (const [name, value] of Object.entries(resource)) {
    if (!KEPT_TYPES.has(typeof value) || OTHER_DATE.test(name)) continue;
    const kept = CODE_ELEMENT.test(name) ? codings(value) : DATE_ELEMENT.test(name) ? dates(value) : undefined;
    if (kept !== undefined) out[name] = kept;
  }
  return Buffer.from(JSON.stringify(out), 'utf8');
}
