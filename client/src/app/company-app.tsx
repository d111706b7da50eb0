import { loadedLater } from '../ui/loaded-later.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

/** Where the links lead that companies are given; behind `#` stands the link's secret, which no server's log ever sees. */
export const COMPANY_PATH = '/c';

const CompanyPageScreen = loadedLater(
  async () => (await import('../features/company-page/company-page-screen.tsx')).CompanyPageScreen,
);

const GuestScreen = loadedLater(async () => (await import('../features/hand-over/guest-screen.tsx')).GuestScreen);

/** The company's own phone, asked to confirm one visit: outside the app, nobody signs in and nothing is installed. */
export function GuestApp() {
  return (
    <ErrorBoundary>
      <GuestScreen />
    </ErrorBoundary>
  );
}

/** The company's own page, outside the app: no account, and nothing of the app on it. */
export function CompanyApp() {
  return (
    <ErrorBoundary>
      <CompanyPageScreen />
    </ErrorBoundary>
  );
}
