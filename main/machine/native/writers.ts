import type { PlaceWriter } from './place-writer';
import { credentialWriter } from './write-credentials';
import { registryWriter } from './write-registry';
import { startTypeWriter, stateWriter } from './write-services';

export { inheritKeys } from './registry-capture';

/** The places that Windows' own calls can write. */
export type NativePlaceKind = 'registry-value' | 'service-start-type' | 'service-state' | 'saved-credential';
export type NativeWriters = { readonly [Kind in NativePlaceKind]: PlaceWriter<Kind> };

/** Only to be asked where `isAvailable`; elsewhere every call fails as not supported. */
export const nativeWriters: NativeWriters = {
  'registry-value': registryWriter,
  'service-start-type': startTypeWriter,
  'service-state': stateWriter,
  'saved-credential': credentialWriter
};
