import { refuse } from './finding';

/** How big an empty directory may grow where nobody says: a guess, enough for the scratch files of most servers. */
export const DEFAULT_SIZE_LIMIT = '64Mi';

/** A path of a container, without a slash at its end. Refuses with MOUNT_INVALID what is not absolute, and the root. */
export function mountPath(path: string): string {
  const clean = path.replace(/\/+$/, '');
  if (!/^\/[^:]+$/.test(clean) || clean.includes('//') || clean.split('/').some((part) => part === '..' || part === '.')) {
    refuse('MOUNT_INVALID', `\`${path}\` is not a path that can be mounted: give an absolute one below \`/\`, without \`:\`, \`.\` and \`..\``);
  }
  return clean;
}
