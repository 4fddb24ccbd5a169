import { useMediaQuery } from '@mantine/hooks';
import { createContext, type ReactNode } from 'react';
import classes from './master-detail.module.css';

/** True inside a detail that lies over its list: its title is then the page's only heading. */
export const OverList = createContext(false);

interface MasterDetailProps {
  readonly list: ReactNode;
  /** The open item; null when none is. */
  readonly detail: ReactNode | null;
  /** What a wide window shows beside the list while nothing is open. */
  readonly idle?: ReactNode;
}

/**
 * A list with the opened item beside it; on a narrow screen the item lies over the list, which keeps its place and
 * cannot be reached meanwhile.
 */
export function MasterDetail({ list, detail, idle }: MasterDetailProps) {
  const narrow = useMediaQuery('(max-width: 66rem)', false, { getInitialValueInEffect: false });
  const open = detail !== null;
  return (
    <div className={classes.panes} data-open={open || undefined}>
      <div className={classes.list} inert={Boolean(narrow) && open}>
        {list}
      </div>
      <div className={classes.detail}>
        <OverList value={Boolean(narrow)}>{detail ?? idle}</OverList>
      </div>
    </div>
  );
}
