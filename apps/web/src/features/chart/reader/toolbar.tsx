import { ActionIcon, TextInput } from '@mantine/core';
import type { KeyboardEvent, RefObject } from 'react';
import { ChevronIcon, DownloadIcon } from '../../../ui/icons.tsx';
import { LargerIcon, SmallerIcon } from '../../../ui/page-icons.tsx';
import { formatBytes } from '../../../ui/words.ts';
import classes from './reader.module.css';
import { readerText as text } from './reader.text.ts';
import { useFind } from './use-find.ts';

interface ToolbarProps {
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  readonly type: string;
  readonly zoom: number;
  readonly zooms: number;
  readonly onZoom: (zoom: number) => void;
  readonly find?: FindProps;
}

interface FindProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly within: RefObject<HTMLElement | null>;
}

/** Finding, size of the letters, and the file itself. It stays in sight while the document scrolls. */
export function Toolbar({ file, size, type, zoom, zooms, onZoom, find }: ToolbarProps) {
  return (
    <div className={classes.toolbar}>
      {find ? <Find {...find} /> : <span className={classes.filler} />}
      <div className={classes.tools}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={text.smaller}
          disabled={zoom === 0}
          onClick={() => onZoom(zoom - 1)}
        >
          <SmallerIcon />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={text.larger}
          disabled={zoom === zooms - 1}
          onClick={() => onZoom(zoom + 1)}
        >
          <LargerIcon />
        </ActionIcon>
        <a href={file} download className={classes.download}>
          <DownloadIcon size={18} />
          <span>{text.download}</span>
          <span className={classes.size}>
            {type}, {formatBytes(size)}
          </span>
        </a>
      </div>
    </div>
  );
}

function Find({ query, onQuery, within }: FindProps) {
  const { count, at, step } = useFind(within, query);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onQuery('');
    else return;
    event.preventDefault();
  };
  return (
    <search className={classes.find}>
      <TextInput
        type="search"
        aria-label={text.find}
        placeholder={text.find}
        value={query}
        autoComplete="off"
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span className={classes.count} role="status">
        {query === '' ? '' : count === 0 ? text.foundNone : text.found(at + 1, count)}
      </span>
      {count > 1 ? (
        <>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text.previous} onClick={() => step(-1)}>
            <span className={classes.up}>
              <ChevronIcon size={18} />
            </span>
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text.next} onClick={() => step(1)}>
            <ChevronIcon size={18} />
          </ActionIcon>
        </>
      ) : null}
    </search>
  );
}
