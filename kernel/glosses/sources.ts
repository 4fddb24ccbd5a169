export interface Source {
  readonly name: string;
  /** Shown as it is; nothing is loaded from it. */
  readonly address: string;
}

/** A medical test of MedlinePlus (U.S. National Library of Medicine). */
export const labTest = (page: string, title: string): Source => ({
  name: `MedlinePlus: ${title}`,
  address: `https://medlineplus.gov/lab-tests/${page}/`,
});

/** A health topic of MedlinePlus. */
export const topic = (page: string, title: string): Source => ({
  name: `MedlinePlus: ${title}`,
  address: `https://medlineplus.gov/${page}.html`,
});

/** An article of the medical encyclopedia of MedlinePlus. */
export const encyclopedia = (article: string, title: string): Source => ({
  name: `MedlinePlus: ${title}`,
  address: `https://medlineplus.gov/ency/article/${article}.htm`,
});

/** A page of the U.S. Centers for Disease Control and Prevention. */
export const cdc = (path: string, title: string): Source => ({
  name: `CDC: ${title}`,
  address: `https://www.cdc.gov/${path}`,
});

/** A word of the dictionary of the U.S. National Cancer Institute. */
export const nci = (word: string, title: string): Source => ({
  name: `National Cancer Institute: ${title}`,
  address: `https://www.cancer.gov/publications/dictionaries/cancer-terms/def/${word}`,
});

/** The term itself, where no page for the public says more. */
export const loincTerm = (code: string): Source => ({ name: `LOINC ${code}`, address: `https://loinc.org/${code}` });
