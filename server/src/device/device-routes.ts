import {
  declareDeviceSchema,
  deviceErasedSchema,
  deviceIdSchema,
  deviceLimitSchema,
  loseDeviceSchema,
  noteDeviceSchema,
} from '@banso/shared/protocol/devices.ts';
import { takeUnsentSchema } from '@banso/shared/protocol/unsent-file.ts';
import { registerDeviceSchema } from '@banso/shared/protocol/sign-in.ts';
import { type Context, Hono } from 'hono';
import { addDevice } from '../auth/devices.ts';
import type { SessionHolder } from '../auth/sessions.ts';
import { parsed } from '../http/parsed.ts';
import { readJson } from '../http/read-json.ts';
import type { Server } from '../server.ts';
import { declareDevice } from './declare-device.ts';
import { changeLimit, readRegister } from './read-register.ts';
import { takeUnsentLine } from './take-unsent.ts';
import { confirmErased, noteDevice, revokeDevice } from './revoke-device.ts';

/** Registering, declaring and losing devices. A device that may not read yet can do all of it: it tells nothing of any company. */
export const deviceRoutes = (
  server: Server,
  holderOf: (context: Context) => Promise<SessionHolder>,
  readerOf: (context: Context) => Promise<SessionHolder>,
): Hono => {
  const app = new Hono();
  app.get('/', async (context) => context.json(await readRegister(server, await holderOf(context))));
  app.post('/', async (context) => {
    const holder = await holderOf(context);
    await addDevice(server, holder, await readJson(context, registerDeviceSchema));
    return context.body(null, 204);
  });
  app.post('/limit', async (context) => {
    const holder = await readerOf(context);
    const { limit } = await readJson(context, deviceLimitSchema);
    await changeLimit(server, holder, limit);
    return context.body(null, 204);
  });
  app.post('/unsent', async (context) => {
    const holder = await readerOf(context);
    return context.json(await takeUnsentLine(server, holder, await readJson(context, takeUnsentSchema)));
  });
  app.post('/:device/declarations', async (context) => {
    const holder = await holderOf(context);
    const declaration = await readJson(context, declareDeviceSchema);
    await declareDevice(server, holder, { device: deviceIn(context), declaration });
    return context.body(null, 204);
  });
  app.post('/:device/losses', async (context) => {
    const holder = await holderOf(context);
    const loss = await readJson(context, loseDeviceSchema);
    await revokeDevice(server, holder, { device: deviceIn(context), loss });
    return context.body(null, 204);
  });
  app.post('/:device/notes', async (context) => {
    const holder = await readerOf(context);
    const note = await readJson(context, noteDeviceSchema);
    await noteDevice(server, holder, { device: deviceIn(context), note });
    return context.body(null, 204);
  });
  app.post('/:device/erased', async (context) => {
    await confirmErased(server, deviceIn(context), await readJson(context, deviceErasedSchema));
    return context.body(null, 204);
  });
  return app;
};

const deviceIn = (context: Context): string => parsed(deviceIdSchema, context.req.param('device'));
