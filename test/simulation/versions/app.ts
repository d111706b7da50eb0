export { openBanso } from '@banso/client/app/open-banso.ts';
export { loadDecider } from '@banso/client/store/load-decider.ts';
export { registerThrowing } from '../world/deeds.ts';
