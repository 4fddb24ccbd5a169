import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type ReactNode, useEffect, useState } from 'react';
import type { FactContent } from '../../../api/content-types.ts';
import { Waiting } from '../../../ui/states.tsx';
import { NotShown } from './not-shown.tsx';
import { isLocked, openPdf } from './open-pdf.ts';
import classes from './pdf.module.css';
import { PdfPage } from './pdf-page.tsx';
import { readerText as text } from './reader.text.ts';

const MOST_PAGES = 500;
/** Pages whose text is got for a search before they are scrolled to. */
const MOST_SEARCHED = 100;

interface PdfViewProps {
  readonly bytes: ArrayBuffer;
  readonly zoom: number;
  /** Something is looked for: the text of pages that are not in sight is needed, too. */
  readonly isFinding: boolean;
  readonly content: FactContent;
  readonly file: string;
  readonly failed: ReactNode;
}

type Opened = { readonly pdf: PDFDocumentProxy; readonly ratio: number } | { readonly error: unknown } | null;

/** A PDF, page under page. Its links lead nowhere and its scripts do not run. */
export function PdfView({ bytes, zoom, isFinding, content, file, failed }: PdfViewProps) {
  const opened = usePdf(bytes);
  if (opened === null) return <Waiting />;
  if ('error' in opened)
    return isLocked(opened.error) ? (
      <NotShown title={text.locked} words={text.lockedWords} content={content} file={file} />
    ) : (
      failed
    );
  const { pdf, ratio } = opened;
  const shown = Math.min(pdf.numPages, MOST_PAGES);
  return (
    <div className={classes.pdf}>
      <p className={classes.pages}>{text.pages(pdf.numPages)}</p>
      {Array.from({ length: shown }, (_, at) => (
        <PdfPage
          key={at}
          pdf={pdf}
          number={at + 1}
          ratio={ratio}
          zoom={zoom}
          needsText={isFinding && at < MOST_SEARCHED}
        />
      ))}
      {shown < pdf.numPages ? <p className={classes.pages}>{text.morePages(shown)}</p> : null}
    </div>
  );
}

function usePdf(bytes: ArrayBuffer): Opened {
  const [opened, setOpened] = useState<Opened>(null);
  useEffect(() => {
    let isGone = false;
    const { pdf, close } = openPdf(bytes);
    pdf
      .then(async (found) => {
        const { width, height } = (await found.getPage(1)).getViewport({ scale: 1 });
        if (!isGone) setOpened({ pdf: found, ratio: height / width });
      })
      .catch((error: unknown) => {
        if (!isGone) setOpened({ error });
      });
    return () => {
      isGone = true;
      close();
    };
  }, [bytes]);
  return opened;
}
