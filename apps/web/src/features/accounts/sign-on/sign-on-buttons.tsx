import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SignOnProvider } from '../../../api/sign-on-types.ts';
import { Problem } from '../../../ui/states.tsx';
import classes from '../setup/setup.module.css';
import { signOnText as text } from './sign-on.text.ts';

interface SignOnButtonsProps {
  readonly providers: readonly SignOnProvider[];
  /** Answers the address that the browser goes to. */
  readonly begin: (provider: string) => Promise<string>;
}

/** A button for each place where people may sign in instead of here; the page is left for it. */
export function SignOnButtons({ providers, begin }: SignOnButtonsProps) {
  const leave = useMutation({ mutationFn: async (provider: string) => location.assign(await begin(provider)) });
  if (providers.length === 0) return null;
  return (
    <div className={classes.other}>
      {leave.error ? <Problem error={leave.error} /> : null}
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          size="md"
          loading={leave.isPending && leave.variables === id}
          onClick={() => leave.mutate(id)}
          fullWidth
        >
          {text.continue(name)}
        </Button>
      ))}
    </div>
  );
}
