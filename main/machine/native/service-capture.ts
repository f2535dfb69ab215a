import { z } from 'zod';
import { stateSchemas } from '../../../shared/model/place';
import type { Capture } from '../writing';
import { noneOfThisPlace } from './place-writer';
import { settledStates } from './service-control';

const name = z.string().min(1).max(256);
const startTypeSchema = z.strictObject({
  kind: z.literal('service-start-type'),
  name,
  startType: stateSchemas['service-start-type'],
  /** DelayedAutostart as it is stored; null where it is not. */
  delayed: z
    .strictObject({
      type: z.number().int().min(0).max(0xffff_ffff),
      data: z.string().regex(/^(?:[0-9a-f]{2})*$/)
    })
    .nullable()
});
const stateSchema = z.strictObject({
  kind: z.literal('service-state'),
  name,
  state: z.enum(settledStates)
});
/** How a service was started, its delayed flag included. */
export type StartTypeCapture = z.infer<typeof startTypeSchema>;
/** Whether a service ran. */
export type StateCapture = z.infer<typeof stateSchema>;

/** @throws WriteFailed where the capture is none of this service */
export const startTypeCaptureOf = (service: string, capture: Capture): StartTypeCapture =>
  ofService(startTypeSchema, service, capture);

/** @throws WriteFailed where the capture is none of this service */
export const stateCaptureOf = (service: string, capture: Capture): StateCapture =>
  ofService(stateSchema, service, capture);

function ofService<T extends { readonly name: string }>(
  schema: z.ZodType<T>,
  service: string,
  capture: Capture
): T {
  const { data } = schema.safeParse(capture);
  return data?.name.toLowerCase() === service.toLowerCase() ? data : noneOfThisPlace();
}
