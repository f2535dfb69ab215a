import type { MachineImage } from '../../shared/model/machine-image';
import { deriveFacts, type MachineFacts } from '../facts';
import { indexImage, type ImageIndex } from '../facts/image-index';

/** A PC as it was seen at one moment, ready to be asked. */
export interface Pc {
  readonly image: MachineImage;
  readonly index: ImageIndex;
  readonly facts: MachineFacts;
}

export const pcOf = (image: MachineImage): Pc => ({
  image,
  index: indexImage(image),
  facts: deriveFacts(image)
});
