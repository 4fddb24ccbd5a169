export { createSealedPlace, type SealedPlace } from './keys/sealed-place.ts';
