import { EnvFromSource, EnvVar } from './kinds';
import { EnvImportModel, EnvModel } from '../../model/pod';

/** What names another variable inside a value; `$$` is a plain dollar sign. */
const REFERENCE = /\$\$|\$\(([-._A-Za-z0-9]+)\)/g;

/** The variables of a container, in an order that depends on nothing but themselves. */
export function renderEnv(env: Readonly<Record<string, EnvModel>>): readonly EnvVar[] {
  return inOrder(Object.entries(env).map(([name, source]) => renderVariable(name, source)));
}

/** The imports of a container, in the order of the declaration: of two equal names the last one wins. */
export function renderEnvImports(imports: readonly EnvImportModel[]): readonly EnvFromSource[] {
  return imports.map(({ kind, prefix, name, optional }) => ({ prefix, [kind === 'configMap' ? 'configMapRef' : 'secretRef']: { name, optional } }));
}

/**
 * Sorts variables by name, but puts one that refers to others behind them: only what stands before it is known to it.
 *
 * Variables that refer to each other in a circle stay in the order of their names.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/ (v1.35)
 */
export function inOrder(variables: readonly EnvVar[]): readonly EnvVar[] {
  const sorted = [...variables].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  if (!sorted.some(({ value }) => value?.includes('$('))) {
    return sorted;
  }
  const byName = new Map(sorted.map((variable) => [variable.name, variable]));
  const ordered = new Set<EnvVar>();
  const begun = new Set<string>();
  const place = (variable: EnvVar): void => {
    if (!begun.has(variable.name)) {
      begun.add(variable.name);
      for (const name of referredTo(variable)) {
        const other = byName.get(name);
        if (other !== undefined) {
          place(other);
        }
      }
      ordered.add(variable);
    }
  };
  sorted.forEach(place);
  return [...ordered];
}

function referredTo({ value = '' }: EnvVar): readonly string[] {
  const names = [...value.matchAll(REFERENCE)].map(([, name]) => name);
  return names.filter((name) => name !== undefined).sort();
}

function renderVariable(name: string, source: EnvModel): EnvVar {
  switch (source.kind) {
    case 'value':
      return { name, value: source.value };
    case 'configMap':
      return { name, valueFrom: { configMapKeyRef: { name: source.name, key: source.key, optional: source.optional } } };
    case 'secret':
      return { name, valueFrom: { secretKeyRef: { name: source.name, key: source.key, optional: source.optional } } };
    case 'field':
      return { name, valueFrom: { fieldRef: { fieldPath: source.path } } };
    case 'resource':
      return {
        name,
        valueFrom: { resourceFieldRef: { resource: source.resource, containerName: source.containerName, divisor: source.divisor } },
      };
  }
}
