import { Intent, Outcome } from './intent';
import { PROFILES } from './profiles';
import { Trial, trialsOf, Verdicts, verdictsOf } from './trial';
import { problemsOf, schemasPresent } from '../../schemas/validate';

/** What is wrong with an intent on a profile. */
export function faultsOf(trial: Trial, found: Verdicts): string[] {
  const { intent, profile } = trial;
  const rows = intent.expected.filter(([profiles]) => profiles.includes(profile));
  const [row] = rows;
  if (row === undefined || rows.length > 1) return [`${rows.length} expectations: every profile needs one`];
  const [, expected] = row;
  return [
    ...differences('open', found.open, expected.open),
    ...differences('unknown', found.unknown, expected.unknown ?? []),
    // where nothing is enforced, everything gets through
    ...differences('passing', found.requests, expected.requests ?? (expected.open === 'all' ? intent.requests?.asked ?? [] : [])),
    ...differences('leaving', found.leaves, expected.leaves ?? []),
    ...findingFaults(trial, expected.findings),
  ];
}

function differences(what: string, found: Outcome['open'], expected: Outcome['open']): string[] {
  if (found === 'all' || expected === 'all') return found === expected ? [] : [`${what}: ${String(found)}, not ${String(expected)}`];
  return [
    ...found.filter((one) => !expected.includes(one)).map((one) => `${what}, and should not be: ${one}`),
    ...expected.filter((one) => !found.includes(one)).map((one) => `not ${what}: ${one}`),
  ];
}

function findingFaults({ findings, profile }: Trial, expected: readonly string[]): string[] {
  const { name } = profile.plugin._plugin().plugin;
  const patterns = expected.map((text) => new RegExp(`^${text.replaceAll('{plugin}', name).split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`));
  return [
    ...findings.filter((finding) => !patterns.some((pattern) => pattern.test(finding))).map((finding) => `reported: ${finding}`),
    ...expected.filter((_, i) => findings.filter((finding) => patterns[i]?.test(finding)).length !== 1).map((text) => `not reported once: ${text}`),
  ];
}

/** Declares an intent on every profile, and says what is wrong, the profiles of one fault together. */
export function faultsOfAll(intent: Intent, count: Counts = new Counts()): string[] {
  const verdicts = new Map<string, Verdicts>();
  const faults = new Map<string, string[]>();
  for (const trial of trialsOf(intent)) {
    const found = verdicts.get(trial.world.key) ?? verdictsOf(trial);
    verdicts.set(trial.world.key, found);
    count.add(trial, found);
    const problems = count.newOnes(trial).flatMap((object) => problemsOf([object]));
    for (const fault of [...faultsOf(trial, found), ...problems]) faults.set(fault, [...faults.get(fault) ?? [], trial.profile.name]);
  }
  return [...faults].map(([fault, names]) => `${fault} (${names.join(', ')})`);
}

/** How much was looked at, for a person to read. */
export class Counts {
  private readonly kinds = new Map<string, number>();
  private readonly known = new Set<string>();
  private trials = 0;
  private gaps = 0;
  private flows = 0;

  public add({ findings, world }: Trial, { asked }: Verdicts): void {
    this.trials += 1;
    this.gaps += findings.length > 0 ? 1 : 0;
    this.flows += asked;
    for (const { apiVersion, kind } of world.objects as readonly { readonly apiVersion: string; readonly kind: string }[]) { // as they are written
      this.kinds.set(`${apiVersion}/${kind}`, (this.kinds.get(`${apiVersion}/${kind}`) ?? 0) + 1);
    }
  }

  /** The objects that have not been seen before, so that each is held against its schema once. */
  public newOnes({ world }: Trial): unknown[] {
    return world.objects.filter((object) => {
      const text = JSON.stringify(object);
      const isNew = !this.known.has(text);
      this.known.add(text);
      return isNew;
    });
  }

  public toString(): string {
    const kinds = [...this.kinds].sort().map(([kind, count]) => `${kind} ${count}`).join(', ');
    return `${this.trials} trials on ${PROFILES.length} profiles, ${this.gaps} with something to report, ${this.flows} flows; `
      + `${this.known.size} different objects${schemasPresent ? '' : ', none of them held against a schema'}: ${kinds}`;
  }
}

/** Holds each intent against every profile, and what is written for it against the schemas. */
export function conformance(title: string, intents: readonly Intent[]): void {
  describe(title, () => {
    const counts = new Counts();

    afterAll(() => console.info(`${title}: ${counts.toString()}`));

    test.each(intents)('$name is what each network plugin is expected to make of it', (intent) => {
      expect(faultsOfAll(intent, counts)).toEqual([]);
    });
  });
}
