import { isNode, type Node, titleOf, valueLineOf } from '@chartwarden/fhir';
import { textOfHtml } from './html-text.ts';
import type { Field, SearchText } from './types.ts';

/** Bounds: characters of one text and of all texts of a fact, elements looked at, depth. */
const LONGEST_TEXT = 200_000;
const MOST_TEXT = 400_000;
const MOST_NODES = 20_000;
const DEEPEST = 24;

/** Elements whose concept says what a fact is about. */
const mainConcepts = new Set([
  'code',
  'vaccineCode',
  'medicationCodeableConcept',
  'type',
  'event',
  'serviceType',
  'productOrService',
]);

/** Elements that nobody searches for: bookkeeping, machine codes, where things point. */
const silent = new Set([
  'resourceType',
  'id',
  'meta',
  'implicitRules',
  'language',
  'extension',
  'modifierExtension',
  'reference',
  'system',
  'url',
  'profile',
  'linkId',
  'hash',
  'contentType',
]);

/** Elements of free text, and where they count. A text that is not here is a code of FHIR's own ("final", "official"). */
const words: Readonly<Record<string, Field>> = {
  title: 'text',
  name: 'text',
  description: 'text',
  summary: 'note',
  comment: 'note',
  comments: 'note',
  conclusion: 'note',
  text: 'text',
  patientInstruction: 'note',
  instruction: 'note',
  instructions: 'note',
  detail: 'note',
  valueString: 'value',
  contentString: 'note',
  reasonString: 'text',
  lotNumber: 'text',
  manufacturer: 'text',
  modelNumber: 'text',
  serialNumber: 'text',
  distinctIdentifier: 'text',
  line: 'text',
  city: 'text',
  district: 'text',
  state: 'text',
  postalCode: 'text',
  country: 'text',
  family: 'name',
  given: 'name',
  prefix: 'name',
  suffix: 'name',
  display: 'text',
};

/** Types whose `name` is what they are called. */
const named = new Set(['Organization', 'Location', 'Practitioner', 'HealthcareService', 'CareTeam', 'Endpoint']);

/**
 * What a person would search for in a resource, as parsed by `parseWithDigits` of `@chartwarden/fhir`: displays and
 * texts, codes, values with units, names of people and organisations, the text of notes, attachments (text and HTML) and
 * the narrative. Never throws; what is beyond the bounds is left out.
 */
export function textsOf(resource: Node): SearchText[] {
  const collector = new Collector();
  const value = valueLineOf(resource);
  collector.add('title', titleOf(resource));
  if (value !== null) collector.add('value', value);
  collector.object(resource, named.has(String(resource.resourceType)), 0);
  return collector.texts;
}

class Collector {
  readonly texts: SearchText[] = [];
  private readonly seen = new Set<string>();
  private left = MOST_TEXT;
  private nodes = MOST_NODES;

  add(field: Field, text: unknown, code?: string): void {
    if (typeof text !== 'string' || (text === '' && code === undefined) || this.left <= 0) return;
    const cut = text.slice(0, Math.min(LONGEST_TEXT, this.left));
    const key = `${field} ${code ?? ''} ${cut}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.left -= cut.length + (code?.length ?? 0) + 1;
    this.texts.push(code === undefined ? { field, text: cut } : { field, text: cut, code });
  }

  object(node: Node, isNamed: boolean, depth: number): void {
    if (depth > DEEPEST) return;
    if (typeof node.data === 'string') this.attachment(node, node.data);
    for (const [name, value] of Object.entries(node)) {
      if (silent.has(name)) continue;
      for (const one of Array.isArray(value) ? value : [value]) {
        this.nodes -= 1;
        if (this.nodes < 0) return;
        this.element(name, one, node, isNamed, depth);
      }
    }
  }

  private element(name: string, value: unknown, holder: Node, isNamed: boolean, depth: number): void {
    if (typeof value === 'string') this.string(name, value, holder, isNamed);
    else if (!isNode(value) || isNode(value.resource)) return;
    else if (Array.isArray(value.coding)) this.concept(name, value);
    else if (name === 'text' && typeof value.div === 'string') this.add('note', textOfHtml(value.div));
    else if (name === 'identifier') this.identifier(value);
    else if (isQuantity(value)) this.quantity(value);
    else if (typeof value.reference === 'string' && typeof value.display === 'string') this.add('name', value.display);
    else if (isCoding(value)) this.coding('text', value);
    else {
      if (name === 'note') this.add('note', value.text);
      this.object(value, typeof value.resourceType === 'string' && named.has(value.resourceType), depth + 1);
    }
  }

  private string(name: string, value: string, holder: Node, isNamed: boolean): void {
    const field = name === 'name' && isNamed ? 'title' : words[name];
    if (field !== undefined && Object.hasOwn(words, name)) this.add(field, value);
    // A number to call, an address to write to.
    else if (name === 'value' && typeof holder.system === 'string') this.add('text', value);
  }

  private concept(name: string, concept: Node): void {
    const field = mainConcepts.has(name) ? 'title' : name === 'valueCodeableConcept' ? 'value' : 'text';
    this.add(field, concept.text);
    for (const coding of Array.isArray(concept.coding) ? concept.coding : []) {
      this.nodes -= 1;
      if (this.nodes < 0) return;
      if (isNode(coding)) this.coding(field, coding, concept.text);
    }
  }

  /** A code with its display; where it has none, with the text of the concept, which then is what it is called. */
  private coding(field: Field, coding: Node, text?: unknown): void {
    if (typeof coding.code !== 'string') {
      this.add(field, coding.display);
      return;
    }
    const shown = typeof coding.display === 'string' ? coding.display : text;
    const system = typeof coding.system === 'string' ? coding.system : '';
    this.add(field, typeof shown === 'string' ? shown : '', `${system}|${coding.code}`);
    this.add('code', coding.code);
  }

  private quantity(value: Node): void {
    const number = digits(value.value);
    const unit = typeof value.unit === 'string' ? value.unit : value.code;
    this.add('value', typeof unit === 'string' && unit !== '1' ? `${number} ${unit}` : number);
  }

  /** Numbers that stand on paper; those that only machines know (UUIDs) are left out. */
  private identifier({ value, type }: Node): void {
    if (isNode(type)) this.add('text', type.text);
    if (typeof value === 'string' && value.length <= 40 && !MACHINE.test(value)) this.add('code', value);
  }

  private attachment(node: Node, data: string): void {
    const kind = typeof node.contentType === 'string' ? node.contentType.toLowerCase() : '';
    const isHtml = /^(?:text\/html|application\/xhtml\+xml)\b/.test(kind);
    if (!isHtml && !kind.startsWith('text/')) return;
    // Base64 takes four characters for three bytes.
    const text = Buffer.from(data.slice(0, Math.ceil(LONGEST_TEXT / 3) * 8), 'base64').toString('utf8');
    this.add('note', isHtml ? textOfHtml(text) : text);
  }
}

const MACHINE = /^(?:urn:|https?:)|^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

const isQuantity = (node: Node): boolean =>
  (typeof node.value === 'string' || typeof node.value === 'number') &&
  (node.unit !== undefined || typeof node.code === 'string') &&
  node.use === undefined;

const isCoding = (node: Node): boolean =>
  typeof node.code === 'string' && (node.system !== undefined || node.display !== undefined);

/** Nobody types the ninth decimal, and each would be a word of its own in the index: three are kept, uncounted. */
const digits = (value: unknown): string => String(value).replace(/^(-?\d{1,20}\.\d{3})\d+$/, '$1');
