import { type ReactNode, useEffect, useState } from 'react';
import type { ContentAbout, FactContent } from '../../../api/content-types.ts';
import { NotShown } from './not-shown.tsx';
import classes from './reader.module.css';
import { readerText as text } from './reader.text.ts';

/** Pixels that are decoded: each takes four bytes of memory, whatever the size of the file. */
const MOST_PIXELS = 40_000_000;

interface ImageViewProps {
  readonly bytes: ArrayBuffer;
  readonly about: ContentAbout;
  readonly zoom: number;
  readonly content: FactContent;
  readonly file: string;
  /** What stands here when it cannot be decoded. */
  readonly failed: ReactNode;
}

/** A picture from memory, as wide as the page at most until it is made larger. */
export function ImageView({ bytes, about, zoom, content, file, failed }: ImageViewProps) {
  const { width, height, kind } = about;
  const isKnown = width !== undefined && height !== undefined && width > 0 && height > 0;
  const isSmall = isKnown && width * height <= MOST_PIXELS;
  const [isDamaged, setDamaged] = useState(false);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!isSmall) return;
    const made = URL.createObjectURL(new Blob([bytes], { type: `image/${kind}` }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, kind, isSmall]);

  if (isDamaged || !isKnown) return failed;
  if (!isSmall) return <NotShown title={text.tooLarge} words={text.tooLargeWords} content={content} file={file} />;
  if (address === null) return null;
  return (
    <section className={classes.picture} data-scrolls="" tabIndex={zoom > 1 ? 0 : undefined} aria-label={text.picture}>
      <img
        src={address}
        alt={content.title ?? text.picture}
        width={width}
        height={height}
        style={zoom <= 1 ? undefined : { maxWidth: 'none', width: `${zoom * 100}%` }}
        onError={() => setDamaged(true)}
      />
    </section>
  );
}
