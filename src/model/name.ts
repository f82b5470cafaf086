import { refuse, ThrownCode } from './finding';

const LABEL_1123 = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const ENV_NAME = /^[-._A-Za-z][-._A-Za-z0-9]*$/;
const CONFIG_KEY = /^[-._A-Za-z0-9]+$/;

/** The longest label, label value and last part of a key. */
const LABEL_MAX = 63;
/** The longest subdomain, which is also the longest prefix of a key. */
const SUBDOMAIN_MAX = 253;
/** The longest IANA service name. */
const PORT_NAME_MAX = 15;

/**
 * A DNS-1123 label: the name of a container, a namespace, and of everything that becomes a label value or a host name.
 *
 * Refuses with NAME_INVALID.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names (v1.35)
 */
export function dnsLabel1123(what: string, value: string): string {
  if (value.length > LABEL_MAX || !LABEL_1123.test(value)) {
    refuse('NAME_INVALID', `${what} \`${value}\` is not a DNS label: use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends`);
  }
  return value;
}

/**
 * A DNS-1035 label: the name of a Service, which must begin with a letter.
 *
 * Refuses with NAME_INVALID.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names (v1.35)
 */
export function dnsLabel1035(what: string, value: string): string {
  if (value.length > LABEL_MAX || !LABEL_1035.test(value)) {
    refuse('NAME_INVALID', `${what} \`${value}\` is not a name for a Service: use 1 to 63 lower-case letters, digits and hyphens, beginning with a letter and ending with a letter or digit`);
  }
  return value;
}

/**
 * A DNS-1123 subdomain: the name of most objects.
 *
 * Refuses with NAME_INVALID.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names (v1.35)
 */
export function dnsSubdomain(what: string, value: string): string {
  if (!isSubdomain(value)) {
    refuse('NAME_INVALID', `${what} \`${value}\` is not a DNS name: use at most 253 lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part`);
  }
  return value;
}

/**
 * The name of a host, or `*.` with a name behind it: every host with one label more.
 *
 * Whole top-level domains are refused, as ClusterNetworkPolicy refuses them. Refuses with NAME_INVALID.
 *
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/ (network-policy-api v0.2.0, `domainNames`)
 */
export function hostName(what: string, value: string): string {
  if (!value.includes('*')) return dnsSubdomain(what, value);
  const zone = value.replace(/^\*\./, '');
  if (value.length > SUBDOMAIN_MAX || !isSubdomain(zone) || !zone.includes('.')) {
    refuse('NAME_INVALID', `${what} \`${value}\` is not a wildcard that says whose names are meant: use \`*.\` with a DNS name of two parts or more behind it, as in \`*.example.com\`; `
      + 'the star is exactly one part');
  }
  return value;
}

/**
 * The key of a label. Refuses with LABEL_INVALID.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set (v1.35)
 */
export function labelKey(what: string, key: string): string {
  return qualifiedKey('LABEL_INVALID', what, key);
}

/**
 * The value of a label. Refuses with LABEL_INVALID.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set (v1.35)
 */
export function labelValue(what: string, value: string): string {
  if (value !== '' && (value.length > LABEL_MAX || !QUALIFIED_NAME.test(value))) {
    refuse('LABEL_INVALID', `${what} \`${value}\` is not a label value: use at most 63 letters, digits, \`-\`, \`_\` and \`.\`, with a letter or digit at both ends`);
  }
  return value;
}

/** All keys and values of a set of labels. Refuses with LABEL_INVALID. */
export function labelSet(what: string, labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [key, value] of Object.entries(labels)) {
    labelKey(`the key of ${what}`, key);
    labelValue(`the value of ${what}, key \`${key}\`,`, value);
  }
  return labels;
}

/**
 * The key of an annotation; unlike the key of a label it may be written in capitals. Refuses with ANNOTATION_INVALID.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set (v1.35)
 */
export function annotationKey(what: string, key: string): string {
  return qualifiedKey('ANNOTATION_INVALID', what, key, key.toLowerCase());
}

/** All keys of a set of annotations. Refuses with ANNOTATION_INVALID. */
export function annotationSet(what: string, annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const key of Object.keys(annotations)) {
    annotationKey(`the key of ${what}`, key);
  }
  return annotations;
}

/**
 * The name of an environment variable, as every version of Kubernetes takes it. Refuses with ENV_NAME_INVALID.
 *
 * Newer versions take any printable character but `=`; shells and older versions do not.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/ (v1.35)
 */
export function envName(what: string, name: string): string {
  if (!ENV_NAME.test(name) || name === '.' || name.startsWith('..')) {
    refuse('ENV_NAME_INVALID', `${what} \`${name}\` is not a name for an environment variable: use letters, digits, \`_\`, \`-\` and \`.\`, and no digit in front`);
  }
  return name;
}

/**
 * The name of a port: an IANA service name. Refuses with PORT_NAME_INVALID.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports (v1.35)
 * @see https://www.rfc-editor.org/rfc/rfc6335#section-5.1
 */
export function portName(what: string, name: string): string {
  if (name.length > PORT_NAME_MAX || !LABEL_1123.test(name) || !/[a-z]/.test(name) || name.includes('--')) {
    refuse('PORT_NAME_INVALID', `${what} \`${name}\` is not a name for a port: use at most 15 lower-case letters, digits and single hyphens, at least one letter, and no hyphen at either end`);
  }
  return name;
}

/** Whether the text can be a key of a ConfigMap or Secret; the caller knows which code to refuse with. */
export function isConfigKey(key: string): boolean {
  return key.length <= SUBDOMAIN_MAX && CONFIG_KEY.test(key) && key !== '.' && !key.startsWith('..');
}

function qualifiedKey(code: ThrownCode, what: string, key: string, checked: string = key): string {
  const parts = checked.split('/');
  const [prefix, name] = parts.length === 1 ? [undefined, parts[0]] : parts;
  const sound = parts.length <= 2 && name !== undefined && name.length <= LABEL_MAX && QUALIFIED_NAME.test(name)
    && (prefix === undefined || isSubdomain(prefix));
  if (!sound) {
    refuse(code, `${what} \`${key}\` is not a key: use at most 63 letters, digits, \`-\`, \`_\` and \`.\`, with a letter or digit at both ends, and in front of it, if you like, a DNS name and one \`/\``);
  }
  return key;
}

function isSubdomain(value: string): boolean {
  return value.length <= SUBDOMAIN_MAX && value.split('.').every((part) => LABEL_1123.test(part));
}
