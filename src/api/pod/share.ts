import { refuse, ThrownCode } from '../../model/finding';
import { Share } from '../../model/pod';

const PERCENTAGE = /^(?:[0-9]|[1-9][0-9]|100)%$/;

/** A number of pods or a percentage of the replicas; refuses with the code of its owner. */
export function shareOf(code: ThrownCode, what: string, share: Share): Share {
  const sound = typeof share === 'number' ? Number.isInteger(share) && share >= 0 : PERCENTAGE.test(share);
  if (!sound) {
    refuse(code, `${what} \`${share}\` is neither a number of pods nor a percentage: give a whole number from 0 on, or a text such as \`25%\``);
  }
  return share;
}

/** Whether it means no pod at all. */
export function isNothing(share: Share): boolean {
  return share === 0 || share === '0%';
}
