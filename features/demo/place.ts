import type { Calendar } from './calendar.ts';
import type { Portal, Ref } from './portal.ts';

export interface When {
  /** Days before the end of the record. */
  readonly ago: number;
  /** `09:30`, at the place */
  readonly clock?: string;
  readonly encounter?: Ref;
}

/** Where something about one person is written: its portal, its clock, what it calls itself and the person. */
export interface Place {
  readonly portal: Portal;
  readonly patient: Ref;
  readonly organization: Ref;
  readonly member: string;
  readonly at: (when: When) => string;
  readonly date: Calendar['date'];
}

export const during = ({ encounter }: When) => (encounter === undefined ? {} : { encounter });
