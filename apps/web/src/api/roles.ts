/** Who may look at the accounts of others; the server decides. */
export const isAdministrator = (roles: readonly string[]): boolean =>
  roles.includes('owner') || roles.includes('admin');

/** Who may make a person's record; the server decides. */
export const makesRecords = (roles: readonly string[]): boolean =>
  ['owner', 'admin', 'member', 'practitioner'].some((role) => roles.includes(role));
