import { pinVariant } from '@attune/contract/routes';
import type { App, AppParts } from '../app-types.ts';
import { ApiError } from '../errors.ts';

/** Variants that are shared stay. */
export function addPins(app: App, { pins }: AppParts): void {
  app.openapi(pinVariant, async (c) => {
    const { hash } = c.req.valid('param');
    const pinned = await pins.pin(hash);
    if (pinned !== 'pinned') throw new ApiError(pinned ? 'variant_withdrawn' : 'variant_unknown');
    return c.json({ variant: hash }, 200);
  });
}
