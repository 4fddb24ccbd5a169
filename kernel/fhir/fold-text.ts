/** Case and accents do not count in a FHIR string search (R4 search, 3.1.1.4.8). */
export const foldText = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
