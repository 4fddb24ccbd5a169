import {
  describeParsed,
  type FoundResource,
  faultWords,
  isNode,
  type Node,
  resourceKind,
  type ValidationIssue,
  versionOf,
} from '@chartwarden/fhir';
import type { FactSender, Refusal } from './fact-sender.ts';
import { leftOutWords } from './problem-codes.ts';

/** Resources that speak for R4 or for another version, of one file. */
export interface VersionTally {
  /** Reads as another version. */
  readonly other: number;
  /** Has what only R4 has. */
  readonly r4: number;
  /** The first that spoke for another version. */
  readonly refusal: Refusal | undefined;
}

/** Turns found resources into facts and refusals, one after another. */
export interface ResourceReader {
  read(found: FoundResource, path: string): void;
  readonly tally: VersionTally;
}

export function createResourceReader(sender: FactSender): ResourceReader {
  let other = 0;
  let r4 = 0;
  let refusal: Refusal | undefined;

  const refuse = (path: string, problem: Refusal): void => sender.problem(path, 'refused', problem);

  return {
    read(found, path) {
      const { tape, at, type, fullUrl } = found;
      if (type === undefined) {
        refuse(path, { code: 'CW-FHIR-014' });
        return;
      }
      const kind = resourceKind(type);
      if (type === 'OperationOutcome') {
        sender.problem(path, found.entry === undefined ? 'refused' : 'flagged', { code: 'CW-FHIR-020', detail: type });
        return;
      }
      if (kind.kind === 'left-out' && kind.because === 'operation') {
        refuse(path, { code: 'CW-FHIR-020', detail: shown(type) });
        return;
      }
      if (kind.kind === 'left-out') {
        refuse(path, { code: 'CW-FHIR-017', detail: `${type}, ${leftOutWords[kind.because]}` });
        return;
      }
      const resource: unknown = JSON.parse(tape.source(at));
      if (!isNode(resource)) return;
      const version = versionOf(resource);
      if (version.kind === 'R4') r4 += 1;
      if (version.kind === 'other') {
        other += 1;
        const detail = `${version.versions.join(' or ')}: ${version.because}`;
        refusal ??= { code: 'CW-FHIR-016', detail };
        refuse(path, { code: 'CW-FHIR-016', detail });
        return;
      }
      if (kind.kind === 'unknown') {
        refuse(path, { code: 'CW-FHIR-015', detail: shown(type) });
        return;
      }
      keep(found, resource, path, fullUrl);
    },
    get tally() {
      return { other, r4, refusal };
    },
  };

  function keep(found: FoundResource, resource: Node, path: string, fullUrl: string | undefined): void {
    const { tape, at } = found;
    const { fact, issues, isIndexCut } = describeParsed(tape, at, resource, path, fullUrl);
    sender.fact(fact, tape.slice(at));
    const errors = issues.filter((issue) => issue.severity === 'error');
    if (errors.length > 0) sender.problem(path, 'flagged', { code: 'CW-FHIR-022', detail: words(errors) });
    if (isIndexCut) sender.problem(path, 'flagged', { code: 'CW-FHIR-023' });
  }
}

function words(issues: readonly ValidationIssue[]): string {
  const [first] = issues;
  if (!first) return '';
  const more = issues.length > 1 ? `, and ${issues.length - 1} more` : '';
  const rule = first.rule === undefined ? '' : ` (${first.rule})`;
  return `${first.expression}: ${faultWords[first.fault]}${rule}${more}`;
}

/** A type name as it may be shown: nobody hides a text in it. */
const shown = (type: string): string => (/^[A-Z][A-Za-z]{1,47}$/.test(type) ? type : '?');
