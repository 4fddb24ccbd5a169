export { type Coding, type Gloss, glossOf, glossOfResource } from './gloss-of.ts';
