import { z } from 'zod';
import { isGuid, isHostName, isSid } from '../settings/parts/names';
import { roles } from '../settings/parts/registry-keys';
import { serviceNames } from '../settings/parts/service-names';

/** `client` or `host`: which role of the PC it is about. */
export const role = z.enum(roles);
export const service = z.enum(serviceNames);
export const host = z.string().refine(isHostName);
/** A GUID with or without braces; one spelling, so that one thing is one place. */
export const guid = z
  .string()
  .refine(isGuid)
  .transform((text) => `{${text.toLowerCase().replace(/^\{|\}$/g, '')}}`);
/** A session's number. */
export const session = z.string().regex(/^\d{1,10}$/);
/** `02-00-5e-10-00-01`, with any or no mark between the pairs. */
export const mac = z.string().regex(/^[0-9a-f]{2}([-:.]?[0-9a-f]{2}){5}$/i);
/** An account as Windows writes it, `PC7\anna`, `anna`, `anna@example.test`; or its SID. */
export const user = z
  .string()
  .refine((text) => isSid(text) || /^[^"/[\]:;|=,+*?<>\p{Cc}\p{Cf}]{1,256}$/u.test(text));
export const file = z.string().regex(/^[^\p{Cc}"<>|?*]{1,1024}$/u);
export const line = z.string().regex(/^[^\p{Cc}:]{1,100}:[a-z]:[^\p{Cc}]{0,1000}$/iu);
