import type { FactContent } from '../../../api/content-types.ts';
import { DownloadIcon } from '../../../ui/icons.tsx';
import { formatBytes } from '../../../ui/words.ts';
import classes from './reader.module.css';
import { readerText as text } from './reader.text.ts';

interface NotShownProps {
  readonly title: string;
  readonly words?: string;
  readonly content: FactContent;
  /** Where it can be downloaded, when it can. */
  readonly file?: string;
}

/** In the place of a file: why it is not shown, what its source says it is, and the way to it. */
export function NotShown({ title, words, content, file }: NotShownProps) {
  const said = [
    content.title,
    content.mediaType,
    content.size === undefined ? undefined : formatBytes(content.size),
  ].filter((one) => one !== undefined);
  return (
    <div className={classes.notShown}>
      <h2 className={classes.notShownTitle}>{title}</h2>
      {words === undefined ? null : <p>{words}</p>}
      {said.length > 0 ? (
        <p className={classes.quiet}>
          {said.map((one) => (
            <bdi key={one} className={classes.fact}>
              {one}
            </bdi>
          ))}
        </p>
      ) : null}
      {file === undefined ? null : (
        <a href={file} download className={classes.download}>
          <DownloadIcon size={18} />
          {text.download}
        </a>
      )}
    </div>
  );
}
