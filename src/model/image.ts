import { refuse } from './finding';

/** The parts of an image reference. */
export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  /** `algorithm:hex`; a reference with a digest always means the same image. */
  readonly digest?: string;
}

const HOST = '(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]+)?';
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(`^(?<repository>(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$`);

/** How many hexadecimal digits each known algorithm gives. */
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** The longest repository that registries take. */
const REPOSITORY_MAX = 255;

/**
 * Reads an image reference that says which version it means: it carries a tag other than `latest`, or a digest.
 *
 * Refuses with IMAGE_INVALID where the text is no reference, and with IMAGE_UNTAGGED where it names no version.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/reference.go (the grammar)
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names (v1.35)
 */
export function imageReference(what: string, image: string): ImageReference {
  const groups = REFERENCE.exec(image)?.groups;
  const { repository, tag, digest } = groups ?? {};
  if (repository === undefined) {
    return refuse('IMAGE_INVALID', `${what} \`${image}\` is not an image reference: ${whyNot(image)}; write it as \`registry.example.com/team/app:1.2.3\``);
  }
  if (repository.length > REPOSITORY_MAX) {
    refuse('IMAGE_INVALID', `${what} \`${image}\` is not an image reference: the repository is longer than ${REPOSITORY_MAX} characters`);
  }
  if (digest !== undefined) {
    digestIsWhole(what, image, digest);
  } else if (tag === undefined) {
    refuse('IMAGE_UNTAGGED', `${what} \`${image}\` names no version: add a tag, as in \`${image}:1.2.3\`, or a digest`);
  } else if (tag === 'latest') {
    refuse('IMAGE_UNTAGGED', `${what} \`${image}\` is tagged \`latest\`, which means another image every day: give the version as tag, or a digest`);
  }
  return { repository, tag, digest };
}

function digestIsWhole(what: string, image: string, digest: string): void {
  const [algorithm = '', hex = ''] = digest.split(':');
  const length = DIGEST_LENGTHS[algorithm];
  if (length !== undefined && (hex.length !== length || hex !== hex.toLowerCase())) {
    refuse('IMAGE_INVALID', `${what} \`${image}\` is not an image reference: a ${algorithm} digest has ${length} lower-case hexadecimal digits, this one has ${hex.length}`);
  }
}

function whyNot(image: string): string {
  if (image === '') {
    return 'it is empty';
  }
  if (/\s/.test(image)) {
    return 'it has a space in it';
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(image)) {
    return 'it begins with a scheme, which references do not have';
  }
  if (image.includes('@') && !/@[^@]+:[0-9a-fA-F]{32,}$/.test(image)) {
    return 'what follows `@` is no digest such as `sha256:…`';
  }
  const [first = '', ...rest] = image.split('/');
  const path = rest.length > 0 && /[.:]|^localhost$/.test(first) ? rest.join('/') : image;
  if (/[A-Z]/.test(path.replace(/[:@].*$/, ''))) {
    return 'its repository has capital letters';
  }
  return 'a repository is made of lower-case letters, digits, and single separators, a tag of at most 128 letters, digits, `_`, `.` and `-`';
}
