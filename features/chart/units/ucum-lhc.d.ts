/** The part of UCUM's reference implementation that is used; it comes without types. */
declare module '@lhncbc/ucum-lhc' {
  interface Utils {
    /** `toVal` is null, and `msg` says why, where there is no way from one unit to the other. */
    convertUnitTo(
      from: string,
      value: number,
      to: string,
      options: { readonly molecularWeight: number },
    ): { readonly status: string; readonly toVal: number | null; readonly msg: readonly string[] };
  }
  export const UcumLhcUtils: { getInstance(): Utils };
}
