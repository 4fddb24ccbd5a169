import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { Problem, Waiting } from '../../../ui/states.tsx';
import { openPdf } from '../reader/open-pdf.ts';
import { PdfPage } from '../reader/pdf-page.tsx';

type Opened = { readonly pdf: PDFDocumentProxy; readonly ratio: number } | { readonly error: unknown } | null;

/** The page as it will come out of the printer. */
export function Preview({ bytes }: { readonly bytes: ArrayBuffer }) {
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
  if (opened === null) return <Waiting />;
  if ('error' in opened) return <Problem error={opened.error} />;
  return <PdfPage pdf={opened.pdf} number={1} ratio={opened.ratio} zoom={1} needsText={false} />;
}
