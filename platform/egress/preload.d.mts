export { claimEgress } from './guard/install.ts';
