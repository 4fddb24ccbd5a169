import { Button } from '@mantine/core';
import { Problem } from '../../../ui/states.tsx';
import { usePins } from '../today/use-pins.ts';
import { trendText as text } from './results.text.ts';

/** Keeps this value on Today, or takes it away from there. */
export function PinButton({ person, analyte }: { readonly person: string; readonly analyte: string }) {
  const { pins, isPinned, toggle, error } = usePins(person);
  const is = isPinned(analyte);
  return (
    <>
      <Button
        variant={is ? 'filled' : 'default'}
        size="xs"
        aria-pressed={is}
        disabled={pins === undefined}
        onClick={() => toggle(analyte)}
      >
        {text.pin}
      </Button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}
