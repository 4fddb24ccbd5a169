import { AnnotationMode, type PDFDocumentProxy, type PDFPageProxy, TextLayer } from 'pdfjs-dist';
import { type RefObject, useEffect, useRef, useState } from 'react';
import classes from './pdf.module.css';
import { readerText as text } from './reader.text.ts';

/** Pixels of one drawn page, whatever its size in the file: 64 MB. */
const MOST_PIXELS = 16_000_000;

interface PdfPageProps {
  readonly pdf: PDFDocumentProxy;
  /** From 1. */
  readonly number: number;
  /** Height by width of the first page, until this one is known. */
  readonly ratio: number;
  readonly zoom: number;
  readonly needsText: boolean;
}

/** One page: drawn when it comes into sight, with its text over it to be selected, found and read out. */
export function PdfPage({ pdf, number, ratio, zoom, needsText }: PdfPageProps) {
  const frame = useRef<HTMLDivElement>(null);
  const isNear = useNear(frame);
  const page = usePage(pdf, number, isNear || needsText);
  const width = useWidth(frame);
  const size = page?.getViewport({ scale: 1 });
  const scale = size && width > 0 ? (width * zoom) / size.width : 0;
  return (
    <section className={classes.page} aria-label={text.page(number, pdf.numPages)}>
      <div
        ref={frame}
        className={classes.frame}
        data-scrolls=""
        tabIndex={zoom > 1 ? 0 : undefined}
        style={{ aspectRatio: `1 / ${(size ? size.height / size.width : ratio) * zoom}` }}
      >
        {page && scale > 0 ? (
          <>
            {isNear ? <Drawing page={page} scale={scale} /> : null}
            <Words page={page} scale={scale} />
          </>
        ) : null}
      </div>
      <p className={classes.number} aria-hidden="true">
        {text.page(number, pdf.numPages)}
      </p>
    </section>
  );
}

interface LayerProps {
  readonly page: PDFPageProxy;
  /** CSS pixels for one of the page's own. */
  readonly scale: number;
}

function Drawing({ page, scale }: LayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = page.getViewport({ scale });
  useEffect(() => {
    const { current } = canvas;
    if (current === null) return;
    const one = page.getViewport({ scale: 1 });
    const most = Math.sqrt(MOST_PIXELS / (one.width * one.height));
    const viewport = page.getViewport({ scale: Math.min(scale * devicePixelRatio, most) });
    current.width = Math.max(1, Math.floor(viewport.width));
    current.height = Math.max(1, Math.floor(viewport.height));
    const task = page.render({ canvas: current, viewport, annotationMode: AnnotationMode.ENABLE });
    // Cancelled when it leaves the sight; a page that cannot be drawn stays white beside the others.
    task.promise.catch(() => undefined);
    return () => {
      task.cancel();
      // Browsers keep the memory of a canvas for a while, unless it has no size.
      current.width = 0;
      current.height = 0;
    };
  }, [page, scale]);
  return <canvas ref={canvas} className={classes.canvas} style={{ width: size.width, height: size.height }} />;
}

function Words({ page, scale }: LayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = layer;
    if (current === null) return;
    const viewport = page.getViewport({ scale });
    current.style.setProperty('--total-scale-factor', String(scale));
    const words = new TextLayer({ textContentSource: page.streamTextContent(), container: current, viewport });
    words.render().catch(() => undefined);
    return () => {
      words.cancel();
      current.replaceChildren();
    };
  }, [page, scale]);
  return <div ref={layer} className={classes.words} />;
}

/** True while the element is in sight or about to be. */
function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const watch = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      rootMargin: '600px 0px',
    });
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [element]);
  return isNear;
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [element]);
  return width;
}

function usePage(pdf: PDFDocumentProxy, number: number, isWanted: boolean): PDFPageProxy | null {
  const [page, setPage] = useState<PDFPageProxy | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    pdf
      .getPage(number)
      .then((found) => {
        if (!isGone) setPage(found);
      })
      // A page that cannot be read stays white beside the others.
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [pdf, number, isWanted]);
  return page;
}
