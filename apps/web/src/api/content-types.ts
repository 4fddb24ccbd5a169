/** Something that a fact carries, as its source describes it. */
export interface FactContent {
  readonly kind: 'file' | 'document' | 'narrative';
  /** `elsewhere`: at an address outside, where nothing is ever fetched. */
  readonly at: 'here' | 'elsewhere' | 'nowhere';
  readonly mediaType?: string;
  readonly title?: string;
  readonly language?: string;
  readonly created?: string;
  /** In bytes. */
  readonly size?: number;
}

/** What the server found by looking at the bytes of a content. */
export interface ContentAbout {
  readonly kind: 'text' | 'html' | 'pdf' | 'png' | 'jpeg' | 'gif' | 'webp';
  readonly size: number;
  /** Of pictures whose header can be read. */
  readonly width?: number;
  readonly height?: number;
  readonly problems: readonly ('size' | 'hash' | 'base64' | 'charset')[];
}
