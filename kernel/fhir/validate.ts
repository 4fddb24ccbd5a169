import { type ElementDef, type TypeDef, typeDef } from './element-table.ts';
import { isNode, type Node, referenceType } from './index-values.ts';
import { invariantsOf } from './invariants.ts';
import { safeName } from './json-lexer.ts';
import { isCurrency, isMime, isPrimitive } from './primitives.ts';
import { resourceKind } from './resource-kinds.ts';
import { Contained, rulesOfContained } from './validate-contained.ts';
import type { ValidationFault, ValidationIssue } from './validate-words.ts';

export { faultWords, isRefused, type ValidationFault, type ValidationIssue } from './validate-words.ts';

const warnings: ReadonlySet<ValidationFault> = new Set(['reference-target']);

/** A resource held against the R4 definitions; an empty list when all is well. At most `most` issues. */
export function validate(resource: Node, most = 100): ValidationIssue[] {
  const validator = new Validator(most);
  validator.root(resource);
  return validator.issues;
}

/** Primitives that may name a contained resource. */
const uris: ReadonlySet<string> = new Set(['uri', 'url', 'canonical']);

class Validator {
  readonly issues: ValidationIssue[] = [];
  private readonly most: number;
  private readonly path: string[] = [];
  private readonly at: number[] = [];
  /** Of the resource that is walked, when it contains some. */
  private contained: Contained | undefined;

  constructor(most: number) {
    this.most = most;
  }

  root(resource: Node): void {
    const name = resource.resourceType;
    this.enter(typeof name === 'string' ? safeName(name) : '?');
    this.whole(resource);
  }

  /** A resource that stands for itself: what it contains belongs to it alone. */
  private whole(resource: Node): void {
    const outer = this.contained;
    this.contained = resource.contained === undefined ? undefined : new Contained(resource.contained);
    this.resource(resource);
    for (const index of this.contained?.unused() ?? []) this.tellAt('contained', index, 'dom-3');
    this.contained = outer;
  }

  private resource(resource: Node): void {
    const name = resource.resourceType;
    const type = typeof name === 'string' ? typeDef(name) : undefined;
    if (!type?.members.has('implicitRules')) this.tell('unknown-resource');
    else this.object(resource, type, true);
  }

  private inner(resource: Node): void {
    if (!this.contained || this.path.at(-1) !== 'contained') {
      this.whole(resource);
      return;
    }
    for (const rule of rulesOfContained(resource)) this.tell('invariant', rule);
    this.contained.inside = resource;
    this.resource(resource);
    this.contained.inside = undefined;
  }

  private object(node: Node, type: TypeDef, isResource: boolean): void {
    let seen = 0;
    for (const key in node) {
      if (isResource && key === 'resourceType') continue;
      // An id is no content (ele-1).
      if (key !== 'id') seen += 1;
      const member = type.members.get(key);
      if (member) {
        this.enter(key);
        this.element(node, key, node[key], member.element, member.type);
        if (member.element.choice) this.oneChoice(node, key, member.element, type);
        this.leave();
      } else this.companion(node, key, type);
    }
    if (seen === 0 && !isResource) this.tell('empty-object');
    for (const element of required(type)) if (!isPresent(node, element)) this.tellMissing(element);
    for (const [key, holds] of invariantsOf(type.name) ?? []) if (!holds(node)) this.tell('invariant', key);
    if (type.name === 'Extension') this.extension(node);
    else if (type.name === 'Reference') this.reference(node);
  }

  private element(node: Node, key: string, value: unknown, element: ElementDef, type: string): void {
    if (!Array.isArray(value)) {
      if (element.many) this.tell('not-a-list');
      this.value(value, element, type);
      return;
    }
    if (!element.many) this.tell('is-a-list');
    if (value.length === 0) this.tell('empty-list');
    const companions = node[`_${key}`];
    const depth = this.at.length - 1;
    for (let index = 0; index < value.length && this.issues.length < this.most; index += 1) {
      this.at[depth] = index;
      // In a list of primitives null stands for a value that has only extensions.
      if (value[index] === null && Array.isArray(companions) && isNode(companions[index])) continue;
      this.value(value[index], element, type);
    }
    this.at[depth] = -1;
  }

  private value(value: unknown, element: ElementDef, type: string): void {
    if (value === null) {
      this.tell('null-value');
      return;
    }
    const primitive = isPrimitive.get(type);
    if (primitive) {
      if (!primitive(value)) this.tell('bad-primitive');
      else if (type === 'code') this.code(value as string, element);
      else if (this.contained && uris.has(type) && (value as string).startsWith('#'))
        this.contained.note(value as string);
      return;
    }
    if (!isNode(value)) {
      this.tell('not-an-object');
      return;
    }
    if (type === 'Resource') {
      this.inner(value);
      return;
    }
    const inner = typeDef(type);
    if (!inner) return;
    this.object(value, inner, false);
    if (element.codes && type === 'CodeableConcept') this.concept(value, element);
    if (element.targets && type === 'Reference') this.target(value, element.targets);
  }

  private code(code: string, { codes, form }: ElementDef): void {
    const isRight = codes ? codes.has(code) : form === 'mime' ? isMime(code) : form !== 'currency' || isCurrency(code);
    if (!isRight) this.tell('code-not-allowed');
  }

  /** `_name` beside a primitive `name`. */
  private companion(node: Node, key: string, type: TypeDef): void {
    const name = key.startsWith('_') ? key.slice(1) : '';
    const member = type.members.get(name);
    this.enter(safeName(key));
    if (!member || !isPrimitive.has(member.type)) this.tell('unknown-element');
    else {
      const value = node[key];
      const items = Array.isArray(value) ? value : [value];
      const beside = node[name];
      const element = typeDef('Element');
      if (Array.isArray(value) !== member.element.many) this.tell('bad-companion');
      if (items.length === 0) this.tell('empty-list');
      for (const [index, item] of items.entries()) {
        if (isNode(item) && element) this.object(item, element, false);
        // A null stands beside a value.
        else if (item !== null || !Array.isArray(beside) || (beside[index] ?? null) === null)
          this.tell('bad-companion');
      }
    }
    this.leave();
  }

  private oneChoice(node: Node, key: string, element: ElementDef, type: TypeDef): void {
    for (const other in node) {
      if (other === key) return;
      const member = type.members.get(other.startsWith('_') ? other.slice(1) : other);
      if (member?.element === element && other !== `_${key}`) {
        this.tell('two-of-a-choice');
        return;
      }
    }
  }

  /** A required binding asks for a coding; only an extension may say why there is none. */
  private concept(concept: Node, { codes, systems }: ElementDef): void {
    const codings = Array.isArray(concept.coding) ? concept.coding : [];
    if (codings.length === 0 && concept.extension !== undefined) return;
    const isAllowed = (coding: unknown): boolean =>
      isNode(coding) &&
      codes?.has(String(coding.code)) === true &&
      (systems === undefined || systems.has(String(coding.system)));
    if (!codings.some(isAllowed)) this.tell('code-not-allowed');
  }

  private reference({ reference, type }: Node): void {
    if (typeof reference !== 'string') return;
    if (reference.startsWith('#')) {
      this.contained?.note(reference);
      if (reference !== '#' && this.contained?.typeOf(reference) === undefined) this.tell('missing-contained');
      return;
    }
    const written = LOCAL.exec(reference)?.[1];
    const isKnown = written === undefined ? ABSOLUTE.test(reference) : resourceKind(written).kind !== 'unknown';
    const leadsElsewhere =
      typeof type === 'string' && written !== undefined && type !== written && resourceKind(type).kind !== 'unknown';
    if (!isKnown || leadsElsewhere) this.tell('bad-reference');
  }

  private target({ reference }: Node, targets: ReadonlySet<string>): void {
    if (typeof reference !== 'string') return;
    const type = reference.startsWith('#') ? this.contained?.typeOf(reference) : referenceType({ reference });
    if (type !== undefined && !targets.has(type)) this.tell('reference-target');
  }

  private extension(extension: Node): void {
    const hasInner = extension.extension !== undefined;
    let hasValue = false;
    for (const key in extension) hasValue ||= key.startsWith('value') || key.startsWith('_value');
    if (hasValue && hasInner) this.tell('value-and-extension');
    else if (!hasValue && !hasInner) this.tell('invariant', 'ext-1');
  }

  private tellMissing(element: ElementDef): void {
    this.enter(element.name);
    this.tell('missing-element');
    this.leave();
  }

  private tellAt(name: string, index: number, rule: string): void {
    this.enter(name);
    this.at[this.at.length - 1] = index;
    this.tell('invariant', rule);
    this.leave();
  }

  private enter(name: string): void {
    this.path.push(name);
    this.at.push(-1);
  }

  private leave(): void {
    this.path.pop();
    this.at.pop();
  }

  private tell(fault: ValidationFault, rule?: string): void {
    if (this.issues.length >= this.most) return;
    let expression = '';
    for (const [depth, name] of this.path.entries()) {
      const index = this.at[depth] ?? -1;
      expression += `${depth === 0 ? '' : '.'}${name}${index < 0 ? '' : `[${index}]`}`;
    }
    const severity = warnings.has(fault) ? 'warning' : 'error';
    this.issues.push(rule === undefined ? { fault, expression, severity } : { fault, expression, severity, rule });
  }
}

/** `Patient/1`, `Patient/1/_history/2`; within a transaction also `Patient?identifier=1` (R4 http, 3.1.0.11.3). */
const LOCAL = /^([A-Z][A-Za-z]+)(?:\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?|\?\S+)$/;
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/;

const requiredOf = new WeakMap<TypeDef, readonly ElementDef[]>();

function required(type: TypeDef): readonly ElementDef[] {
  let list = requiredOf.get(type);
  if (!list) {
    list = type.elements.filter((element) => element.required);
    requiredOf.set(type, list);
  }
  return list;
}

function isPresent(node: Node, element: ElementDef): boolean {
  if (!element.choice) return node[element.name] !== undefined || node[`_${element.name}`] !== undefined;
  for (const key in node) {
    const name = key.startsWith('_') ? key.slice(1) : key;
    if (!name.startsWith(element.name)) continue;
    const type = name.slice(element.name.length);
    if (element.types.some((one) => one.charAt(0).toUpperCase() + one.slice(1) === type)) return true;
  }
  return false;
}
