import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { ContentAbout, FactContent } from '../../../api/content-types.ts';
import { ApiError } from '../../../api/http.ts';
import { keys } from '../../../api/keys.ts';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { ReceivedHtml } from '../../../ui/received/received-html.tsx';
import { ReceivedText } from '../../../ui/received/received-text.tsx';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { Remark } from '../../../ui/states.tsx';
import { ImageView } from './image-view.tsx';
import { NotShown } from './not-shown.tsx';
import classes from './reader.module.css';
import { readerText as text } from './reader.text.ts';
import { Toolbar } from './toolbar.tsx';

const PdfView = lazyPart(() => import('./pdf-view.tsx').then((module) => module.PdfView));

interface ContentViewProps {
  readonly person: string;
  readonly fact: string;
  readonly place: number;
  readonly content: FactContent;
}

const CANNOT_BE_SHOWN = 'CW-CHRT-001';

/** One file, note or narrative: what it says, or why it cannot be shown. */
export function ContentView({ person, fact, place, content }: ContentViewProps) {
  const api = useApi();
  const isHere = content.at === 'here';
  const opened = useQuery({
    queryKey: keys.content(person, fact, place),
    queryFn: ({ signal }) => api.content(person, fact, place, signal),
    enabled: isHere,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const file = api.contentFileUrl(person, fact, place);
  if (content.at === 'elsewhere')
    return <NotShown title={text.elsewhere} words={text.elsewhereWords} content={content} />;
  if (!isHere) return <NotShown title={text.nowhere} content={content} />;
  if (opened.data) return <Shown file={file} content={content} {...opened.data} />;
  if (opened.error instanceof ApiError && opened.error.code === CANNOT_BE_SHOWN)
    return <NotShown title={text.notShown} words={text.notShownWords} content={content} file={file} />;
  return <InPlaceOf error={opened.error} onRetry={() => void opened.refetch()} />;
}

interface ShownProps {
  readonly file: string;
  readonly content: FactContent;
  readonly bytes: ArrayBuffer;
  readonly about: ContentAbout;
}

const ZOOMS = [0.85, 1, 1.15, 1.35, 1.6, 2] as const;

function Shown({ file, content, bytes, about }: ShownProps) {
  const [zoom, setZoom] = useState(1);
  const [query, setQuery] = useState('');
  const page = useRef<HTMLDivElement>(null);
  const scale = ZOOMS[zoom] ?? 1;
  const isPicture = !['text', 'html', 'pdf'].includes(about.kind);
  return (
    <>
      <Toolbar
        file={file}
        size={about.size}
        type={text.types[about.kind]}
        zoom={zoom}
        zooms={ZOOMS.length}
        onZoom={setZoom}
        {...(isPicture ? {} : { find: { query, onQuery: setQuery, within: page } })}
      />
      {about.problems.map((problem) => (
        <Remark key={problem} tone="care">
          {text.problems[problem]}
        </Remark>
      ))}
      <div ref={page} className={classes.paper} data-kind={about.kind} lang={content.language}>
        {drawn({ bytes, about, scale, file, content, isFinding: query !== '' })}
      </div>
    </>
  );
}

interface DrawnProps extends ShownProps {
  readonly scale: number;
  readonly isFinding: boolean;
}

function drawn({ bytes, about, scale, file, content, isFinding }: DrawnProps): ReactNode {
  const failed = <NotShown title={text.damaged} words={text.damagedWords} content={content} file={file} />;
  switch (about.kind) {
    case 'text':
    case 'html': {
      const words = new TextDecoder().decode(bytes);
      return (
        <div style={{ fontSize: `${scale}rem` }} className={classes.words}>
          {about.kind === 'html' ? <ReceivedHtml html={words} /> : <ReceivedText words={words} />}
        </div>
      );
    }
    case 'pdf':
      return <PdfView bytes={bytes} zoom={scale} isFinding={isFinding} content={content} file={file} failed={failed} />;
    default:
      return <ImageView bytes={bytes} about={about} zoom={scale} content={content} file={file} failed={failed} />;
  }
}
