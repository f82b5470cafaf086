import { readdirSync, realpathSync, statSync } from 'fs';
import { join, resolve, sep } from 'path';
import { InputProblem } from '../problem';

/** One file to be read. */
export interface InputFile {
  /** As it is told of: the path as it was given, and the way below it. */
  readonly name: string;
  readonly path: string;
  /** Whether it was named itself, and not found in a folder. */
  readonly named: boolean;
}

/** The files of some paths, sorted within each, every one once. */
export interface FilesFound {
  readonly files: readonly InputFile[];
  readonly problems: readonly InputProblem[];
}

/** The path that means the standard input. */
export const STANDARD_INPUT = '-';

/** What is said about a path that is no text at all: it would be the working directory. */
export const EMPTY_PATH = 'a path is empty; if it comes from a variable, that is not set';

const MANIFEST = /\.(ya?ml|json)$/i;

/** Finds the manifests: folders are searched to the bottom, what is hidden in them and `node_modules` apart. */
export function findFiles(paths: readonly string[], cwd: string): FilesFound {
  const search = new Search();
  for (const path of paths) search.add(path, cwd);
  return search;
}

class Search implements FilesFound {
  public readonly files: InputFile[] = [];
  public readonly problems: InputProblem[] = [];
  private readonly seen = new Set<string>();

  public add(name: string, cwd: string): void {
    if (name === STANDARD_INPUT) {
      this.take({ name, path: name, named: true }, name);
      return;
    }
    if (name === '') {
      this.problems.push({ file: name, code: 'PATH_MISSING', text: EMPTY_PATH });
      return;
    }
    this.attempt(name, () => {
      const path = resolve(cwd, name);
      if (!statSync(path).isDirectory()) {
        this.take({ name, path, named: true }, realpathSync(path));
        return;
      }
      const before = this.files.length + this.problems.length;
      const isNew = this.enter(name, path, realpathSync(path));
      if (isNew && this.files.length + this.problems.length === before) {
        this.problems.push({ file: name, code: 'FOLDER_EMPTY', text: 'the folder holds no file that ends in .yaml, .yml or .json' });
      }
    });
  }

  /** Reads one folder; symbolic links are followed as long as they stay inside the one that was named. */
  private enter(name: string, path: string, root: string): boolean {
    const real = realpathSync(path);
    if (this.seen.has(real)) return false;
    this.seen.add(real);
    for (const entry of readdirSync(path).sort()) {
      if (entry.startsWith('.') || entry === 'node_modules') continue;
      const [child, childName] = [join(path, entry), join(name, entry)];
      this.attempt(childName, () => {
        this.find(childName, child, root);
      }, MANIFEST.test(entry));
    }
    return true;
  }

  private find(name: string, path: string, root: string): void {
    const isManifest = MANIFEST.test(name);
    const stat = statSync(path);
    if (!stat.isDirectory() && !isManifest) return;
    const real = realpathSync(path);
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      this.problems.push({ file: name, code: 'PATH_OUTSIDE', text: 'the symbolic link leads out of the folder; name its target as a path of its own' });
    } else if (stat.isDirectory()) {
      this.enter(name, path, root);
    } else if (stat.isFile()) {
      this.take({ name, path, named: false }, real);
    } else {
      this.problems.push({ file: name, code: 'PATH_UNREADABLE', text: 'is neither a file nor a folder' });
    }
  }

  private take(file: InputFile, real: string): void {
    if (this.seen.has(real)) return;
    this.seen.add(real);
    this.files.push(file);
  }

  /** Takes down what the file system refuses; what is no manifest and leads nowhere does not matter. */
  private attempt(file: string, action: () => void, matters = true): void {
    try {
      action();
    } catch (thrown) {
      const problem = { file, ...failureOf(thrown) };
      // what is no UTF-8 comes with a sign in its place, by which it is not found
      const isGarbled = problem.code === 'PATH_MISSING' && file.includes('\ufffd');
      if (isGarbled) this.problems.push({ ...problem, text: 'the name is not UTF-8, so that it cannot be found; rename it' });
      else if (matters || problem.code !== 'PATH_MISSING') this.problems.push(problem);
    }
  }
}

/** What the file system says, in our words. */
export function failureOf(thrown: unknown): Pick<InputProblem, 'code' | 'text'> {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : String(thrown);
  switch (code) {
    case 'ENOENT': case 'ENOTDIR': return { code: 'PATH_MISSING', text: 'there is no such file or folder' };
    case 'ELOOP': return { code: 'PATH_UNREADABLE', text: 'the symbolic link leads to itself' };
    case 'EISDIR': return { code: 'PATH_UNREADABLE', text: 'is a folder, and a file is needed' };
    case 'EACCES': case 'EPERM': return { code: 'PATH_UNREADABLE', text: 'may not be read' };
    default: return { code: 'PATH_UNREADABLE', text: `cannot be read: ${code}` };
  }
}
