import { type ElementDef, type TypeDef, typeDef } from './element-table.ts';
import { isNode, type Node, referenceType } from './index-values.ts';
import { safeName } from './json-lexer.ts';
import { isPrimitive } from './primitives.ts';

/** What is wrong with an element; each has a sentence in `faultSentences`. */
export type ValidationFault =
  | 'unknown-element'
  | 'missing-element'
  | 'not-a-list'
  | 'is-a-list'
  | 'empty-list'
  | 'empty-object'
  | 'null-value'
  | 'not-an-object'
  | 'bad-primitive'
  | 'code-not-allowed'
  | 'two-of-a-choice'
  | 'unknown-resource'
  | 'reference-target'
  | 'missing-contained'
  | 'bad-companion'
  | 'value-and-extension';

export interface ValidationIssue {
  readonly fault: ValidationFault;
  /** Where, as FHIRPath: `Observation.component[0].valueQuantity.value`. Never a value of the record. */
  readonly expression: string;
  /** A warning is worth telling; only errors flag the resource. */
  readonly severity: 'error' | 'warning';
}

const warnings: ReadonlySet<ValidationFault> = new Set(['reference-target']);

/** The structure of a resource held against the R4 definitions; an empty list when all is well. At most `most` issues. */
export function validate(resource: Node, most = 100): ValidationIssue[] {
  const validator = new Validator(most);
  validator.resource(resource, true);
  return validator.issues;
}

class Validator {
  readonly issues: ValidationIssue[] = [];
  private readonly most: number;
  private readonly path: string[] = [];
  private readonly at: number[] = [];
  private contained: ReadonlySet<unknown> | undefined;
  private root: Node = {};

  constructor(most: number) {
    this.most = most;
  }

  resource(resource: Node, isRoot: boolean): void {
    const name = resource.resourceType;
    const type = typeof name === 'string' ? typeDef(name) : undefined;
    if (isRoot) {
      this.root = resource;
      this.path.push(typeof name === 'string' ? safeName(name) : '?');
      this.at.push(-1);
    }
    if (!type?.members.has('implicitRules')) this.tell('unknown-resource');
    else this.object(resource, type, true);
  }

  private object(node: Node, type: TypeDef, isResource: boolean): void {
    let seen = 0;
    for (const key in node) {
      if (isResource && key === 'resourceType') continue;
      seen += 1;
      const member = type.members.get(key);
      if (member) {
        this.path.push(key);
        this.at.push(-1);
        this.element(node, key, node[key], member.element, member.type);
        if (member.element.choice) this.oneChoice(node, key, member.element, type);
        this.path.pop();
        this.at.pop();
      } else this.companion(node, key, type);
    }
    if (seen === 0 && !isResource) this.tell('empty-object');
    for (const element of required(type)) if (!isPresent(node, element)) this.tellMissing(element);
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
      else if (element.codes && type === 'code' && !element.codes.has(value as string)) this.tell('code-not-allowed');
      return;
    }
    if (!isNode(value)) {
      this.tell('not-an-object');
      return;
    }
    if (type === 'Resource') {
      this.resource(value, false);
      return;
    }
    const inner = typeDef(type);
    if (!inner) return;
    this.object(value, inner, false);
    if (element.codes && type === 'CodeableConcept') this.concept(value, element.codes);
    if (element.targets && type === 'Reference') this.target(value, element.targets);
  }

  /** `_name` beside a primitive `name`. */
  private companion(node: Node, key: string, type: TypeDef): void {
    const name = key.startsWith('_') ? key.slice(1) : undefined;
    const member = name === undefined ? undefined : type.members.get(name);
    this.path.push(safeName(key));
    this.at.push(-1);
    if (!member || !isPrimitive.has(member.type)) this.tell('unknown-element');
    else {
      const value = node[key];
      const items = Array.isArray(value) ? value : [value];
      const element = typeDef('Element');
      if (Array.isArray(value) !== member.element.many) this.tell('bad-companion');
      for (const item of items) {
        if (isNode(item) && element) this.object(item, element, false);
        else if (item !== null) this.tell('bad-companion');
      }
    }
    this.path.pop();
    this.at.pop();
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

  private concept(concept: Node, codes: ReadonlySet<string>): void {
    const codings = Array.isArray(concept.coding) ? concept.coding : [];
    if (codings.length === 0) return;
    if (!codings.some((coding) => isNode(coding) && codes.has(String(coding.code)))) this.tell('code-not-allowed');
  }

  private reference(reference: Node): void {
    const target = reference.reference;
    if (typeof target !== 'string' || !target.startsWith('#') || target === '#') return;
    this.contained ??= new Set(
      (Array.isArray(this.root.contained) ? this.root.contained : []).map((one) => (isNode(one) ? one.id : undefined)),
    );
    if (!this.contained.has(target.slice(1))) this.tell('missing-contained');
  }

  private target(reference: Node, targets: ReadonlySet<string>): void {
    if (typeof reference.reference !== 'string') return;
    const type = referenceType({ reference: reference.reference });
    if (type !== undefined && !targets.has(type)) this.tell('reference-target');
  }

  private extension(extension: Node): void {
    const hasInner = extension.extension !== undefined;
    for (const key in extension) {
      if (key.startsWith('value') && hasInner) {
        this.tell('value-and-extension');
        return;
      }
    }
  }

  private tellMissing(element: ElementDef): void {
    this.path.push(element.name);
    this.at.push(-1);
    this.tell('missing-element');
    this.path.pop();
    this.at.pop();
  }

  private tell(fault: ValidationFault): void {
    if (this.issues.length >= this.most) return;
    let expression = '';
    for (const [depth, name] of this.path.entries()) {
      const index = this.at[depth] ?? -1;
      expression += `${depth === 0 ? '' : '.'}${name}${index < 0 ? '' : `[${index}]`}`;
    }
    this.issues.push({ fault, expression, severity: warnings.has(fault) ? 'warning' : 'error' });
  }
}

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
