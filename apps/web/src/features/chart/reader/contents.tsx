import { Tabs } from '@mantine/core';
import type { FactContent } from '../../../api/content-types.ts';
import type { Fact } from '../../../api/types.ts';
import { Empty } from '../../../ui/states.tsx';
import { ContentView } from './content-view.tsx';
import classes from './reader.module.css';
import { readerText as text } from './reader.text.ts';

interface ContentsProps {
  readonly person: string;
  readonly fact: Fact;
  readonly place: number;
  readonly onPlace: (place: number) => void;
}

/** The things in a document, one at a time. Each is fetched when it is chosen: a look is a line in the log. */
export function Contents({ person, fact, place, onPlace }: ContentsProps) {
  const { contents } = fact;
  const content = contents[place];
  if (content === undefined) return <Empty title={text.nothing} />;
  const view = <ContentView key={place} person={person} fact={fact.id} place={place} content={content} />;
  if (contents.length === 1) return view;
  return (
    <Tabs value={String(place)} onChange={(next) => onPlace(Number(next))} keepMounted={false}>
      <Tabs.List className={classes.tabs ?? ''} aria-label={text.parts}>
        {contents.map((one, at) => (
          <Tabs.Tab key={nameOf(one, at, contents)} value={String(at)}>
            {nameOf(one, at, contents)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={String(place)} pt="md">
        {view}
      </Tabs.Panel>
    </Tabs>
  );
}

/** Files are numbered where there are several: their own names can be long, and say anything. */
function nameOf(content: FactContent, place: number, all: readonly FactContent[]): string {
  const kind = text.kinds[content.kind];
  return all.filter((one) => one.kind === content.kind).length === 1 ? kind : text.kindWithNumber(kind, place + 1);
}
