/** Who may look at the accounts of others; the server decides. */
export const isAdministrator = (roles: readonly string[]): boolean =>
  roles.includes('owner') || roles.includes('admin');

/** Who may make a person's record; the server decides. */
export const makesRecords = (roles: readonly string[]): boolean =>
  ['owner', 'admin', 'member', 'practitioner'].some((role) => roles.includes(role));

/** Who may look through the log of the instance; the server decides. */
export const checksLog = (roles: readonly string[]): boolean => isAdministrator(roles) || roles.includes('auditor');

/** Who may work for an organization: everybody but accounts for showing. */
export const worksAnywhere = (roles: readonly string[]): boolean => roles.some((role) => role !== 'demo');

/** Whose only role is to check the log: such an account has no record of its own, and opens none. */
export const onlyChecks = (roles: readonly string[]): boolean =>
  roles.includes('auditor') && !isAdministrator(roles) && !makesRecords(roles);

/** Who takes access that is offered for an emergency; the server decides. */
export const isPractitioner = (roles: readonly string[]): boolean => roles.includes('practitioner');
