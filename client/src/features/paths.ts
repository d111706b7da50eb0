type OfVisit = { readonly engagement: string; readonly visit: string };

const visitPath = ({ engagement, visit }: OfVisit): string =>
  `/visits/${encodeURIComponent(engagement)}/${encodeURIComponent(visit)}`;

/** The addresses of the expert's screens. */
export const paths = {
  today: '/',
  outbox: '/outbox',
  more: '/more',
  signIn: '/sign-in',
  visit: visitPath,
  report: (of: OfVisit) => `${visitPath(of)}/report`,
  time: (of: OfVisit) => `${visitPath(of)}/time`,
  change: (of: OfVisit) => `${visitPath(of)}/change`,
  return: (of: OfVisit) => `${visitPath(of)}/return`,
  plan: (of: OfVisit) => `${visitPath(of)}/plan`,
} as const;
