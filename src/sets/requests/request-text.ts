import { RequestMatch, TextMatch } from './request';

/** So many matches are told, and of the others how many there are. */
const TOLD_AT_MOST = 3;

/** Requests as rules have them, in a sentence, such as `POST /charge`. */
export function matchesText(matches: readonly RequestMatch[]): string {
  const told = matches.slice(0, TOLD_AT_MOST).map(matchText);
  const rest = matches.length - told.length;
  return [...told, ...(rest === 0 ? [] : [`${rest} more`])].join(' or ');
}

function matchText({ methods, path, host, headers }: RequestMatch): string {
  const what = [...(methods === undefined ? [] : [anyText(methods)]), ...(path === undefined ? [] : [anyText(path.anyOf)])].join(' ');
  const having = [
    ...(host === undefined ? [] : [`host ${textOf(host)}`]),
    ...headers.map(({ name, value }) => (value === undefined ? name : `${name} = ${textOf(value)}`)),
  ].join(', ');
  const all = what === '' ? 'HTTP requests' : what;
  return having === '' ? all : `${all} with ${having}`;
}

function anyText(matches: readonly TextMatch[]): string {
  return matches.map(textOf).join('|');
}

function textOf(match: TextMatch): string {
  switch (match.kind) {
    case 'exact':
    case 'expression': return match.text;
    case 'prefix': return `${match.text}…`;
    case 'unknown': return 'what is not known';
  }
}
