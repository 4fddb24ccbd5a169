/** One way from the resource to the values of a search parameter. */
export interface Route {
  readonly type: string;
  /** Element names below the resource. */
  readonly steps: readonly string[];
  /** The last step is a choice and only this type counts: `ofType(X)`, `as X`. */
  readonly ofType?: string;
  /** The last step is a reference that counts only when it points to this type: `where(resolve() is X)`. */
  readonly target?: string;
  /** The last step counts only where its own element has this code: `where(system='phone')`. */
  readonly where?: { readonly element: string; readonly code: string };
  /** `Patient.deceased.exists() and Patient.deceased != false`: one boolean, always there. */
  readonly presence?: true;
}

/**
 * The routes of a SearchParameter.expression for one type. Understands just the FHIRPath that the R4 search parameters
 * use (paths, unions, ofType, as, where with resolve() or one code); throws on anything else, so that a new definition
 * can't be read wrongly in silence.
 */
export function readExpression(expression: string, type: string): Route[] {
  const presence = /^(\w+)\.(\w+)\.exists\(\) and \1\.\2 != false$/.exec(expression);
  if (presence) return presence[1] === type ? [{ type, steps: [presence[2] ?? ''], presence: true }] : [];
  return (
    expression
      .split('|')
      .map((part) => part.trim())
      // InsurancePlan `name` of R4 is written without its type: `name | alias`.
      .map((part) => (/^[a-z]/.test(part) ? `${type}.${part}` : part))
      .map((part) => readPath(part))
      .filter((route) => route.type === type || (route.type === 'Resource' && route.steps.length > 0))
      .map((route) => ({ ...route, type }))
  );
}

function readPath(part: string): Route {
  const bare = part.replace(/^\((.*?)\)/, '$1').replace(/^\((.*)\)$/, '$1');
  const match =
    /^([A-Z]\w+)((?:\.[a-z]\w*)*)(?:(?:\.ofType\((\w+)\)| as (\w+)|\.as\((\w+)\))((?:\.[a-z]\w*)*))?(?:\.where\(resolve\(\) is (\w+)\)|\.where\((\w+)='(\w+)'\))?$/.exec(
      bare,
    );
  if (!match) throw new Error(`search expression not understood: ${part}`);
  const [, type = '', path = '', a, b, c, after = '', target, element, code] = match;
  const ofType = a ?? b ?? c;
  const steps = path.split('.').filter(Boolean);
  if (after !== '') {
    // `(Observation.value.ofType(CodeableConcept)).text`: a choice in the middle is its JSON name.
    const last = steps.pop() ?? '';
    if (ofType === undefined) throw new Error(`search expression not understood: ${part}`);
    return { type, steps: [...steps, last + ofType, ...after.split('.').filter(Boolean)] };
  }
  return {
    type,
    steps,
    ...(ofType === undefined ? {} : { ofType }),
    ...(target === undefined ? {} : { target }),
    ...(element === undefined || code === undefined ? {} : { where: { element, code } }),
  };
}
