/** Whether a pattern is one group from its first to its last character: `(?:a|b)`, and not `(?:a)|(?:b)`. */
export function isWholeGroup(pattern: string): boolean {
  if (!pattern.startsWith('(?:') || !pattern.endsWith(')')) return false;
  let depth = 0;
  let isInClass = false;
  for (let i = 0; i < pattern.length; i += 1) {
    const sign = pattern.charAt(i);
    if (sign === '\\') i += 1;
    else if (isInClass) isInClass = sign !== ']';
    else if (sign === '[') isInClass = true;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (depth === 0) return i === pattern.length - 1;
  }
  return false;
}

/** What a whole value has to be like by a pattern that is looked for anywhere in it. */
export function withoutAnchors(pattern: string): string {
  const inner = pattern.startsWith('^') && pattern.endsWith('$') && !pattern.endsWith('\\$') ? pattern.slice(1, -1) : undefined;
  if (inner !== undefined && isWholeGroup(inner)) return inner.slice('(?:'.length, -1);
  return inner === undefined || inner.includes('|') ? `.*(?:${pattern}).*` : inner;
}
