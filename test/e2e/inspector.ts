import type { Page } from 'playwright';
import { misfitsOn, violationsOn } from '../support/browser-checks.ts';
import { picture } from './phone-steps.ts';

/** Looks at one screen after the other and collects what is wrong, so that one run tells it all. */
export const inspector = () => {
  const wrong: string[] = [];
  const look = async (page: Page, screen: string) => {
    const found = [...(await violationsOn(page)), ...(await misfitsOn(page))];
    wrong.push(...found.map((one) => `${screen}: ${one}`));
    await picture(page, `screen-${screen}`);
  };
  return { look, wrong };
};
