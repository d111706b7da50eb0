import { expect, test, vi } from 'vitest';
import { takeLinkToken } from './take-link-token.ts';

const at = (pathname: string, hash: string) => {
  const replaceState = vi.fn();
  // Only what the function reads and calls.
  const token = takeLinkToken({ location: { pathname, hash }, history: { replaceState } } as unknown as Window);
  return { token, replaceState };
};

test('[L15.12] the token of a sign-in link is taken out of the address at once', () => {
  const { token, replaceState } = at('/sign-in', '#KFfs_PL-rK');
  expect(token).toBe('KFfs_PL-rK');
  expect(replaceState).toHaveBeenCalledWith(null, '', '/sign-in');
});

test.each([
  ['/sign-in', ''],
  ['/sign-in', '#'],
  ['/outbox', '#KFfs'],
])('[L15.12] %s%s brings no token', (pathname, hash) => {
  const { token, replaceState } = at(pathname, hash);
  expect(token).toBeNull();
  expect(replaceState).not.toHaveBeenCalled();
});
