import type { IdentityList, SignOnProvider } from '../../../api/sign-on-types.ts';

/** Where somebody can sign in again: the offered providers with which an account of theirs is linked. */
export const linkedProviders = (list: IdentityList | undefined): readonly SignOnProvider[] =>
  list === undefined
    ? []
    : list.providers.filter(({ name }) => list.identities.some((one) => one.isOffered && one.provider === name));
