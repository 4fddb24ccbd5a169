/** What tests outside need to judge the words of the app, and to make what a browser makes. */
export { catalogues, readCatalogue, sourceFiles, sourceMessages } from './build/catalogues.ts';
export { literalWordsIn } from './build/literal-words.ts';
export { compiled, placeholdersOf } from './build/messages.ts';
export { encryptFile, newKey, readShlink, shlinkText } from './src/api/shlink.ts';
