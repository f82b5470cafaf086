import { IConstruct } from 'constructs';
import { Site } from '../model/site';

/** Frames from a call of ours to the user's line: no method of ours is nested deeper, super constructors and factories included. */
const FRAMES = 12;

/** The folder of this library, in whatever form it runs; its own frames say nothing to a user. */
const LIBRARY = __dirname.slice(0, __dirname.lastIndexOf('synth'));

/** What runs a program, and is none: Node, the runtime of other languages, and whatever was installed as a package. */
const NOT_A_PROGRAM = /^node:|[\\/]node_modules[\\/]|[\\/]_embedded[\\/]jsii[\\/]|jsii-runtime/;

/**
 * The place in the user's program from which this is called, on behalf of a construct.
 *
 * The stack is taken now and read when somebody asks, since hardly anybody does.
 */
export function siteOf(construct: IConstruct): Site {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const taken = new Error();
  Error.stackTraceLimit = limit;
  return { path: construct.node.path, place: () => placeIn(taken.stack ?? '') };
}

/** The first frame that is the user's, such as `main.ts:31`, below the folder in which the program runs. */
function placeIn(stack: string): string | undefined {
  for (const line of stack.split('\n').slice(1)) {
    const [, file = '', number = ''] = /\(?((?:file:\/\/)?[^()]+?):(\d+):\d+\)?$/.exec(line.replace(/^\s*at (?:.*? \()?/, '')) ?? [];
    const path = file.replace(/^file:\/\//, '');
    if (path !== '' && !path.startsWith(LIBRARY) && !NOT_A_PROGRAM.test(path)) return `${belowCwd(path)}:${number}`;
  }
  return undefined;
}

function belowCwd(path: string): string {
  const folder = `${process.cwd().replace(/\\/g, '/')}/`;
  const plain = path.replace(/\\/g, '/');
  return plain.startsWith(folder) ? plain.slice(folder.length) : plain;
}
