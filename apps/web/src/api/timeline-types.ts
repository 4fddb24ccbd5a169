/** Facts of one type that begin in one stretch of time: `2021`, `2021-05`, `2021-05-03`, as fine as is known; null: undated. */
export interface SpreadCount {
  readonly at: string | null;
  readonly type: string;
  readonly count: number;
}

/** Which facts are listed or counted. Times in milliseconds, clinical. */
export interface Which {
  readonly types?: readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
}
