import { ApiError } from '../errors.ts';

/** A page with a secret in its fragment, which no server is sent and no log has. Refuses pages of origins that are not allowed. */
export interface Pages {
  check(page: string): void;
  withFragment(page: string, name: string, value: string): string;
}

export function createPages(origins: readonly string[]): Pages {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));
  const check = (page: string): URL => {
    const url = new URL(page);
    if (!allowed.has(url.origin) || url.username !== '' || url.password !== '') throw new ApiError('page_refused');
    return url;
  };
  return {
    check,
    withFragment(page, name, value) {
      const url = check(page);
      url.hash = `attune-${name}=${encodeURIComponent(value)}`;
      return url.href;
    },
  };
}
