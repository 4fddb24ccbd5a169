import { Button } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import { AddIcon } from '../../ui/icons.tsx';
import classes from './drop-zone.module.css';
import { filesOfDrop, filesOfInput, type Gathered } from './dropped-files.ts';
import { intakeText } from './intake.text.ts';

const text = intakeText.add;

/** A place to drop files and folders, with two buttons that do the same from the keyboard. */
export function DropZone({
  busy,
  onFiles,
}: {
  readonly busy: boolean;
  readonly onFiles: (gathered: Gathered) => void;
}) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  // Enter and leave also fire for the children: a count tells whether the pointer is still inside.
  const [inside, setInside] = useState(0);

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setInside(0);
    if (!busy) void filesOfDrop(event.dataTransfer).then(onFiles);
  };
  const chosen = (input: HTMLInputElement) => {
    if (input.files && input.files.length > 0) onFiles(filesOfInput(input.files));
    input.value = '';
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for pointers only; the buttons inside are for everybody
    <div
      className={classes.zone}
      data-inside={inside > 0 || undefined}
      onDragEnter={(event) => {
        event.preventDefault();
        setInside((count) => count + 1);
      }}
      onDragLeave={() => setInside((count) => Math.max(0, count - 1))}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <span className={classes.icon}>
        <AddIcon size={28} />
      </span>
      <p className={classes.words}>{inside > 0 ? text.dropNow : text.drop}</p>
      <p className={classes.or}>{text.or}</p>
      <div className={classes.buttons}>
        <Button onClick={() => files.current?.click()} loading={busy}>
          {text.chooseFiles}
        </Button>
        <Button variant="default" onClick={() => folder.current?.click()} disabled={busy}>
          {text.chooseFolder}
        </Button>
      </div>
      <p className={classes.kinds}>{text.kinds}</p>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid="files"
        onChange={(event) => chosen(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        data-testid="folder"
        {...{ webkitdirectory: '' }}
        onChange={(event) => chosen(event.currentTarget)}
      />
    </div>
  );
}
