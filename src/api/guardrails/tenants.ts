import { refuse } from '../../model/finding';
import { NAMESPACES_AT_MOST, TenantsModel } from '../../model/guardrails';
import { dnsLabel1123, labelKey, labelValue } from '../../model/name';
import { order } from '../../model/order';

/** So many tenants have a policy each, whose priorities every implementation has room for. */
const TENANTS_AT_MOST = 64;

/**
 * The tenants of a cluster, who are kept apart.
 *
 * A tenant may exchange with its own namespaces and with those of the platform. Every other one is foreign to it, be it another tenant's or nobody's.
 */
export class Tenants {
  /**
   * The namespaces of a tenant by the value that a label of theirs has: each value is a tenant.
   *
   * A namespace that carries the label with a value that is not among them is shut towards every other namespace but those of the platform; one without
   * the label is nobody's, and every tenant is shut towards it. Whoever may label namespaces decides whose they are. Throws `GUARDRAILS_INVALID`, `LABEL_INVALID`.
   *
   * @param key The key of the label, such as `acme.dev/tenant`.
   * @param tenants The values that it can have.
   */
  public static byLabel(key: string, tenants: string[]): Tenants {
    labelKey('the label of tenants', key);
    for (const tenant of tenants) {
      if (tenant === '') refuse('GUARDRAILS_INVALID', `a tenant by label \`${key}\` is empty: name the values of the label`);
      labelValue('a tenant', tenant);
    }
    checkNames(tenants);
    return new Tenants({ kind: 'label', key, values: [...tenants].sort(order) });
  }

  /**
   * The namespaces of each tenant by their names.
   *
   * A namespace that is in none of the lists is nobody's, and every tenant is shut towards it. Throws `GUARDRAILS_INVALID`, `NAME_INVALID`.
   *
   * @param tenants The namespaces, by the name of the tenant.
   */
  public static byNamespaces(tenants: Record<string, string[]>): Tenants {
    const owners = new Map<string, string>();
    checkNames(Object.keys(tenants));
    for (const [tenant, namespaces] of Object.entries(tenants)) {
      dnsLabel1123('the name of a tenant', tenant);
      if (namespaces.length === 0) refuse('GUARDRAILS_INVALID', `tenant \`${tenant}\` has no namespaces: name one, or leave the tenant out`);
      for (const namespace of namespaces) {
        const owner = owners.get(dnsLabel1123(`a namespace of tenant \`${tenant}\``, namespace));
        if (owner !== undefined) refuse('GUARDRAILS_INVALID', `namespace \`${namespace}\` is named for tenant \`${owner}\` and for tenant \`${tenant}\`: name it once, for the tenant whose it is`);
        owners.set(namespace, tenant);
      }
    }
    if (owners.size > NAMESPACES_AT_MOST) refuse('GUARDRAILS_INVALID', `\`${owners.size}\` namespaces of tenants are too many to be named: at most ${NAMESPACES_AT_MOST} are; label them, as in \`Tenants.byLabel(…)\``);
    const sorted = Object.keys(tenants).sort(order).map((name) => ({ name, namespaces: [...tenants[name] ?? []].sort(order) }));
    return new Tenants({ kind: 'namespaces', tenants: sorted });
  }

  private constructor(private readonly model: TenantsModel) {}

  /**
   * The tenants as data.
   * @internal
   */
  public _model(): TenantsModel {
    return this.model;
  }
}

function checkNames(names: readonly string[]): void {
  if (names.length === 0) refuse('GUARDRAILS_INVALID', 'there is no tenant: name one, or leave `tenants` out');
  if (names.length > TENANTS_AT_MOST) refuse('GUARDRAILS_INVALID', `\`${names.length}\` tenants are too many: at most ${TENANTS_AT_MOST} have room among the priorities`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) refuse('GUARDRAILS_INVALID', `tenant \`${twice}\` is named twice: name it once`);
}
