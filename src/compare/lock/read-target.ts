import { readLockEnd } from './end-text';
import { LockEnd, LockLine } from './line';
import { readLockPorts } from './ports-text';
import { readLockRequests } from './requests';
import { FOR } from './write';
import { SymbolicPorts } from '../list/ports';

/** What a line says behind its arrow. */
export type Target = Pick<LockLine, 'ports' | 'requests'> & { readonly end: LockEnd };

/** An end, and ports behind the last space, perhaps with requests behind them. */
export function readTarget(whole: string): Target | string {
  const behind = whole.indexOf(FOR);
  const text = behind < 0 ? whole : whole.slice(0, behind);
  const told = behind < 0 ? undefined : whole.slice(behind + FOR.length);
  const requests = told === undefined ? undefined : readLockRequests(told);
  if (told !== undefined && requests === undefined) return `\`${told}\` is not known as requests; write them like \`[[{"method":"GET","path":"/v1"}]]\`, each text an expression of RE2`;
  const space = text.lastIndexOf(' ');
  const ports = readLockPorts(text.slice(space + 1));
  if (space < 0 || ports === undefined) return `\`${text.slice(space + 1)}\` is not known as ports; write them like \`TCP/80,8000-8999,UDP/53\`, or \`all\``;
  const end = readLockEnd(text.slice(0, space));
  return end === undefined ? endProblem(text.slice(0, space)) : { end, ports, ...(requests === undefined ? {} : { requests }) };
}

/** Why a text is no end. */
export function endProblem(text: string): string {
  return `\`${text}\` is no end of a connection, such as \`shop/web[Deployment]\`, \`10.0.0.0/8\`, \`name api.example.com\`, \`pods app=a of shop\` or \`Ingress shop/web a.example/\``;
}

/** Whether some ports are known by their names alone. */
export function hasNames(ports: SymbolicPorts): boolean {
  return !ports.equals(SymbolicPorts.numbered(ports.numbers));
}
