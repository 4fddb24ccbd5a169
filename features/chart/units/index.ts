export { type ShownIn, unitsFor } from './units-for.ts';
