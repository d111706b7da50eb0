/** The addresses of the desk. */
export const deskPaths = {
  list: '/desk',
  review: ({ engagement, visit }: { readonly engagement: string; readonly visit: string }) =>
    `/desk/${encodeURIComponent(engagement)}/${encodeURIComponent(visit)}`,
} as const;
