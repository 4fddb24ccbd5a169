declare module '*.module.css' {
  const classes: { readonly [name: string]: string };
  // biome-ignore lint/style/noDefaultExport: how bundlers hand out CSS modules
  export default classes;
}
declare module '*.css';
declare module 'virtual:theme.css';

declare module 'virtual:pdf-files' {
  /** Where the files of pdf.js stand on this server; ends in a slash (build/pdf-files.ts). */
  export const pdfFiles: string;
}

declare module '*?worker' {
  const worker: new () => Worker;
  // biome-ignore lint/style/noDefaultExport: how bundlers hand out workers
  export default worker;
}
