import { pdfFiles } from 'virtual:pdf-files';
import { getDocument, PasswordException, type PDFDocumentProxy, PDFWorker, VerbosityLevel } from 'pdfjs-dist';
import Worker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker';

/** Pixels of one picture inside a PDF; larger ones are left white. */
const MOST_PIXELS = 25_000_000;

export interface OpenPdf {
  readonly pdf: Promise<PDFDocumentProxy>;
  close(): void;
}

/**
 * Reads a PDF in a worker of its own, from memory and with nothing from elsewhere: no scripts, no forms of the XFA kind, no
 * WebAssembly, no fonts of the system. `pdf` rejects with what pdf.js says, see {@link isLocked}.
 */
export function openPdf(bytes: ArrayBuffer): OpenPdf {
  const worker = PDFWorker.create({ port: new Worker(), verbosity: VerbosityLevel.ERRORS });
  const files = new URL(pdfFiles, location.href).href;
  const task = getDocument({
    // The worker takes what it is given; the original is kept for the next time.
    data: new Uint8Array(bytes.slice(0)),
    worker,
    verbosity: VerbosityLevel.ERRORS,
    enableXfa: false,
    useWasm: false,
    useSystemFonts: false,
    disableWorkerRendering: true,
    maxImageSize: MOST_PIXELS,
    cMapUrl: `${files}cmaps/`,
    standardFontDataUrl: `${files}standard_fonts/`,
    wasmUrl: `${files}wasm/`,
  });
  return {
    pdf: task.promise,
    close: () => {
      void task.destroy().then(() => worker.destroy());
    },
  };
}

export const isLocked = (error: unknown): boolean => error instanceof PasswordException;
