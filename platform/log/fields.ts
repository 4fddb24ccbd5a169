/**
 * What a field of a log line may hold. There is no kind for free text on purpose: whatever a kind does not accept is
 * dropped and counted, so that a careless call cannot print a name, a note or a key.
 */
export type FieldKind =
  /** An opaque id (UUID, lower case). */
  | 'id'
  /** A whole or broken number: counts, bytes, status, port. */
  | 'count'
  /** Milliseconds, written with one decimal. */
  | 'ms'
  | 'flag'
  /** An error code: CW-GATE-003, SQLITE_FULL, ECONNRESET. */
  | 'code'
  /** A route template that the log was told of (`learnRoutes`), never a path: `/api/people/:person/facts`. */
  | 'route'
  /** A constant of our own code with at least two parts: `intake.read`, `0001-core`, `fact_versions`. */
  | 'label'
  /** A version number. */
  | 'version'
  /** The server's own address: scheme, host, port. */
  | 'origin'
  /** One of the listed words. */
  | readonly string[];

/** The TypeScript type that a field of a kind takes. */
export type FieldValue<K extends FieldKind> = K extends 'count' | 'ms'
  ? number
  : K extends 'flag'
    ? boolean
    : K extends readonly (infer Word)[]
      ? Word
      : string;

const PATTERNS = {
  id: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  code: /^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+){0,8}$/,
  label: /^(?=.*[._:-])(?:\d{4}-)?[a-z][a-z0-9]{0,30}(?:[._:-][a-z0-9]{1,30}){0,6}$/,
  version: /^v?\d{1,3}\.\d{1,4}(?:\.\d{1,4})?(?:-(?:alpha|beta|rc)[.\d]*)?$/,
  origin: /^https?:\/\/(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/,
} as const;

/**
 * The value as it is written, or undefined when the kind does not accept it.
 * @param routes the templates that a `route` may be
 */
export function accept(
  kind: FieldKind,
  value: unknown,
  routes: ReadonlySet<string>,
): string | number | boolean | undefined {
  if (typeof kind !== 'string') return typeof value === 'string' && kind.includes(value) ? value : undefined;
  if (kind === 'flag') return typeof value === 'boolean' ? value : undefined;
  if (kind === 'count' || kind === 'ms') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
    return kind === 'ms' ? Math.round(value * 10) / 10 : value;
  }
  if (typeof value !== 'string' || value.length > 256) return undefined;
  if (kind === 'route') return routes.has(value) ? value : undefined;
  return PATTERNS[kind].test(value) ? value : undefined;
}
