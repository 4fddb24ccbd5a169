declare module '*.module.css' {
  const classes: { readonly [name: string]: string };
  // biome-ignore lint/style/noDefaultExport: how bundlers hand out CSS modules
  export default classes;
}
declare module '*.css';
declare module 'virtual:theme.css';
