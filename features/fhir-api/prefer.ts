import type { Asked } from './asking.ts';

/** RFC 7240, as R4 http 3.1.0.1.9 and search 3.1.1.2 use it. */
export interface Preferences {
  readonly back: 'minimal' | 'representation' | 'OperationOutcome';
  readonly handling: 'strict' | 'lenient';
}

const DEFAULT: Preferences = { back: 'representation', handling: 'lenient' };

/** What the header Prefer asks for; what it does not say, or says of something unknown, is as without it. */
export function preferencesOf({ header }: Pick<Asked, 'header'>): Preferences {
  const prefer = header('prefer');
  if (prefer === undefined) return DEFAULT;
  const said = /(?:^|[,;\s])return\s*=\s*"?(minimal|representation|OperationOutcome)\b/i
    .exec(prefer)?.[1]
    ?.toLowerCase();
  const back =
    said === 'minimal' || said === 'representation' ? said : said === undefined ? DEFAULT.back : 'OperationOutcome';
  const handling = /(?:^|[,;\s])handling\s*=\s*"?(strict|lenient)\b/i.exec(prefer)?.[1]?.toLowerCase();
  return { back, handling: handling === 'strict' ? 'strict' : DEFAULT.handling };
}
