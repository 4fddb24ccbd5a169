/** What tests outside need to judge the words of the app. */
export { catalogues, readCatalogue, sourceFiles, sourceMessages } from './build/catalogues.ts';
export { literalWordsIn } from './build/literal-words.ts';
export { compiled, placeholdersOf } from './build/messages.ts';
