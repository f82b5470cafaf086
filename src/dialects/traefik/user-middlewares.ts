import { Reference } from './kinds';
import { ExposureModel } from '../../model/exposure';
import { gap } from '../../model/feature';
import { Finding } from '../../model/finding';

/** What stands before the names of its annotations. */
export const PREFIX = 'traefik.ingress.kubernetes.io';

/** By which an Ingress names its Middlewares. */
export const MIDDLEWARES = `${PREFIX}/router.middlewares`;

const OWN = '@kubernetescrd';

/** The value that names Middlewares of a namespace, then what the user has named in the same annotation. */
export function joinedMiddlewares({ namespace, annotations }: ExposureModel, names: readonly string[]): string {
  const theirs = annotations[MIDDLEWARES];
  return [...names.map((name) => `${namespace}-${name}${OWN}`), ...(theirs === undefined ? [] : [theirs])].join(',');
}

/**
 * What the user has named for an Ingress, as an IngressRoute says it: objects of its own namespace by their names, those of other providers as they are.
 *
 * @see https://github.com/traefik/traefik/blob/v3.7.9/pkg/provider/kubernetes/crd/kubernetes.go (`resolveReference`)
 */
export function userReferences(exposure: ExposureModel): Reference[] {
  return named(exposure).flatMap((text) => {
    if (!text.endsWith(OWN)) return [{ name: text }];
    return isOwn(exposure, text) ? [{ name: text.slice(exposure.namespace.length + 1, -OWN.length) }] : [];
  });
}

/** The annotations of an Ingress that an IngressRoute does not have, and Middlewares that it may not name. */
export function userGaps(exposure: ExposureModel): Finding[] {
  const foreign = named(exposure).filter((text) => text.endsWith(OWN) && !isOwn(exposure, text));
  const unread = Object.keys(exposure.annotations).filter((key) => key.startsWith(`${PREFIX}/`) && key !== MIDDLEWARES).sort();
  return [
    ...foreign.map((text) => gap(exposure, `an IngressRoute names Middlewares of its own namespace \`${exposure.namespace}\` alone, and \`${text}\` of annotation \`${MIDDLEWARES}\` is of another one: write one there`)),
    ...unread.map((key) => gap(exposure, `annotation \`${key}\` is for an Ingress, and this exposure needs IngressRoutes, which do not read it: leave it out`)),
  ];
}

function named({ annotations }: ExposureModel): string[] {
  return (annotations[MIDDLEWARES] ?? '').split(',').map((text) => text.trim()).filter((text) => text !== '');
}

function isOwn({ namespace }: ExposureModel, text: string): boolean {
  return text.startsWith(`${namespace}-`);
}
