export { registerThrowing } from '../world/deeds.ts';
export { startServer } from '../world/servers.ts';
