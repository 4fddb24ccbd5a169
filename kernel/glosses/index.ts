export { type Coding, type Gloss, glossOf, glossOfResource } from './gloss-of.ts';
export { type Translation, translationTo } from './translations.ts';
