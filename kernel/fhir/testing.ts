/** For the tests and proofs of this package and of others. */
export { createCompositeOracle } from './composite-oracle.testing.ts';
export { type Mutation, mutations, placesOf } from './mutations.testing.ts';
export { createRandomResources, type RandomResources } from './random-resource.testing.ts';
export { findResources, type Scanned, scanBytes } from './scan.testing.ts';
export { createSearchOracle, type IndexLines, linesOf, parameterCount } from './search-oracle.testing.ts';
