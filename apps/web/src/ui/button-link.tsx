import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type AnchorProps = Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps> & ButtonProps;

/** A link that looks like a button, with the router's types. */
export const ButtonLink = createLink((props: AnchorProps) => <Button component="a" {...props} />);
