import { documentsOf, lineIn, SourceDocument } from './document';
import { failureOf, findFiles, InputFile, STANDARD_INPUT } from './find';
import { LIMITS, mebibytes } from './limits';
import { Manifest, UnreadKind } from './manifest';
import { Found, identified, itemsOf } from './objects';
import { InputProblem } from './problem';
import { ContentsProblem, readBytes, readStream, textOf } from './text';
import { readDocument } from './value';
import { groupOf, isClusterWide, isRead, mayMatter, Purpose, unreadPart } from '../dialects/read-kinds';
import { order } from '../sets/order';

/** Where files are, and who is told how far the reading has come. */
export interface ReadingHost {
  readonly cwd: string;
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly progress: (text: string) => void;
}

/** What some paths hold. */
export interface Loaded {
  /** The objects of kinds that answers are made from, in the order of the files. */
  readonly manifests: readonly Manifest[];
  /** The others, by kind. */
  readonly unread: readonly UnreadKind[];
  /** Files, found in folders, with documents that are no Kubernetes objects, as `file:line`. */
  readonly others: readonly string[];
  readonly problems: readonly InputProblem[];
}

/** What is read, and how what is not sound in every eye is treated. */
export interface LoadOptions {
  /** The kinds of which several objects may bear one name; none unless they are listed. */
  readonly duplicates?: readonly string[];
  /** What the objects are read for; any answer unless it is said. */
  readonly purpose?: Purpose;
}

/** Reads files, folders and the standard input; every problem is found, not only the first. */
export async function load(paths: readonly string[], host: ReadingHost, options: LoadOptions = {}): Promise<Loaded> {
  // a stream is all that has to be waited for
  const stdin = paths.includes(STANDARD_INPUT) ? await textOfFile({ path: STANDARD_INPUT }, host) : '';
  const textOfPath = ({ path }: InputFile) => (path === STANDARD_INPUT ? stdin : textAt(path));
  return loaded(paths, { cwd: host.cwd, progress: (text) => { host.progress(text); }, textOf: textOfPath }, options);
}

/** Reads files and folders, and waits for nothing; `-` is a file of that name. */
export function loadFiles(paths: readonly string[], cwd: string, options: LoadOptions = {}): Loaded {
  const own = paths.map((path) => (path === STANDARD_INPUT ? `./${path}` : path));
  return loaded(own, { cwd, progress: () => undefined, textOf: ({ path }) => textAt(path) }, options);
}

/** The text of a file, or why there is none. */
type Text = string | ContentsProblem;

/** Where files are, and what each of them holds. */
interface Source extends Pick<ReadingHost, 'cwd' | 'progress'> {
  readonly textOf: (file: InputFile) => Text;
}

function loaded(paths: readonly string[], source: Source, options: LoadOptions): Loaded {
  const { files, problems } = findFiles(paths, source.cwd);
  const loading = new Loading(options, [...problems]);
  for (const [i, file] of files.entries()) {
    const text = source.textOf(file);
    if (typeof text !== 'string') {
      loading.problems.push({ file: file.name, ...text });
      continue;
    }
    loading.size += text.length;
    if (loading.size > LIMITS.totalBytes) {
      loading.problems.push({ file: file.name, code: 'FILE_TOO_LARGE', text: `the files together have more than ${mebibytes(LIMITS.totalBytes)}` });
      break;
    }
    const documents = documentsOf(file.name, text);
    for (const [j, document] of documents.entries()) {
      if (j % 64 === 0) source.progress(`reading ${file.name} (file ${i + 1} of ${files.length}, document ${j + 1} of ${documents.length})`);
      if (!loading.take(document, file.named)) return loading.finished(paths);
    }
  }
  return loading.finished(paths);
}

/** The text of a file, or of the standard input, or why there is none. */
export async function textOfFile({ path }: Pick<InputFile, 'path'>, host: Pick<ReadingHost, 'stdin'>): Promise<Text> {
  if (path !== STANDARD_INPUT) return textAt(path);
  try {
    return textOf(await readStream(host.stdin));
  } catch (thrown) {
    return failureOf(thrown);
  }
}

function textAt(path: string): Text {
  try {
    return textOf(readBytes(path));
  } catch (thrown) {
    return failureOf(thrown);
  }
}

class Loading implements Loaded {
  public readonly manifests: Manifest[] = [];
  public readonly others: string[] = [];
  public size = 0;
  private count = 0;
  private readonly places = new Map<string, Manifest>();
  private readonly kinds = new Map<string, UnreadKind>();

  public constructor(private readonly options: LoadOptions, public readonly problems: InputProblem[]) {}

  public get unread(): UnreadKind[] {
    return [...this.kinds].sort(([a], [b]) => order(a, b)).map(([, kind]) => kind);
  }

  /** Takes the objects of one document; false once there are too many. */
  public take(document: SourceDocument, named: boolean): boolean {
    const read = readDocument(document);
    if ('code' in read) {
      this.problems.push(read);
      return true;
    }
    for (const item of itemsOf({ document, keys: [], value: read.value })) {
      if (++this.count > LIMITS.objects) {
        this.problems.push({ file: document.file, code: 'TOO_MANY_OBJECTS', text: `more than ${LIMITS.objects} objects` });
        return false;
      }
      if ('code' in item) this.problems.push(item);
      else this.sort(item, named);
    }
    return true;
  }

  /** Gives what was read, or says that there was nothing. */
  public finished(paths: readonly string[]): Loaded {
    if (this.problems.length === 0 && this.manifests.length === 0 && this.kinds.size === 0) {
      this.problems.push({ file: paths.join(' '), code: 'NOTHING_TO_READ', text: 'there is no Kubernetes object' });
    }
    return this;
  }

  private sort(item: Found, named: boolean): void {
    const result = identified(item);
    if (result.kind === 'problem') {
      this.problems.push(result.problem);
    } else if (result.kind === 'manifest') {
      this.keep(result.manifest);
    } else if (named) {
      this.problems.push({ file: item.document.file, line: lineIn(item.document), code: 'NOT_AN_OBJECT', text: 'not a Kubernetes object: it has neither `kind` nor `metadata`' });
    } else {
      this.others.push(`${item.document.file}:${lineIn(item.document)}`);
    }
  }

  private keep(manifest: Manifest): void {
    const { apiVersion, kind, namespace, name } = manifest;
    const key = `${groupOf(apiVersion)}/${kind} ${namespace}/${name}`;
    const first = this.places.get(key);
    if (first !== undefined && name !== '' && !this.options.duplicates?.includes(kind)) {
      const whole = isClusterWide(apiVersion, kind) ? name : `${namespace}/${name}`;
      const text = `${kind} \`${whole}\` is at ${first.file}:${first.line} already; one of them would overwrite the other`;
      this.problems.push({ file: manifest.file, line: manifest.line, code: 'OBJECT_DUPLICATE', text });
      return;
    }
    this.places.set(key, manifest);
    if (isRead(apiVersion, kind, this.options.purpose)) {
      this.manifests.push(manifest);
      const part = unreadPart(manifest.value);
      if (part !== undefined) this.leave(manifest, part, true);
      return;
    }
    this.leave(manifest, kind, mayMatter(apiVersion, kind));
  }

  private leave({ apiVersion, file, line }: Manifest, kind: string, matters: boolean): void {
    const known = this.kinds.get(`${kind} ${apiVersion}`);
    this.kinds.set(`${kind} ${apiVersion}`, { apiVersion, kind, count: (known?.count ?? 0) + 1, first: known?.first ?? `${file}:${line}`, mayMatter: matters });
  }
}
