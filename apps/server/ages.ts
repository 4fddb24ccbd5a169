import type { Config } from '@chartwarden/config';
import type { GrowingAges } from '@chartwarden/gate';

/** The ages at which what a child has changes, from the settings. */
export const agesOf = ({ custody }: Pick<Config, 'custody'>): GrowingAges => ({
  teen: custody.teenAge,
  adult: custody.adultAge,
});
