import { CORPUS } from './cases';
import { invoke } from '../cli/invoke';

/** What the command line answers; an exit code that is not among the expected ones is an error. */
export async function answerOf(args: readonly string[], stdin = '', codes: readonly number[] = [0]): Promise<string> {
  const { code, out, err } = await invoke(CORPUS, args, { stdin });
  if (!codes.includes(code)) throw new Error(`cdk8s-reach ${args.join(' ')} exits with ${code}: ${err}${out}`);
  return out;
}
