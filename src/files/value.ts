import { lineIn, SourceDocument } from './document';
import { jsonObjection } from './json';
import { LIMITS, mebibytes } from './limits';
import { plainValue } from './plain';
import { InputProblem } from './problem';

const ADVICE = 'write it as several documents, or as JSON';

/** The value of a document: JSON where it is that, else YAML, which mostly is plain. */
export function readDocument(document: SourceDocument): { readonly value: unknown } | InputProblem {
  const problem = (offset: number, code: string, text: string) => ({ file: document.file, line: lineIn(document, offset), code, text });
  const json = readJson(document);
  if (json !== undefined) {
    const objection = jsonObjection(document.text.slice(document.contents));
    return objection === undefined ? json : problem(document.contents + objection.offset, objection.code, objection.text);
  }
  const plain = plainValue(document.text);
  if (plain !== undefined) return plain;
  if (document.text.length > LIMITS.yamlLength) {
    return problem(document.contents, 'DOCUMENT_TOO_LARGE', `one YAML document of more than ${mebibytes(LIMITS.yamlLength)}; ${ADVICE}`);
  }
  if (signsIn(document.text) > LIMITS.yamlSigns) {
    const text = `one YAML document with more than ${LIMITS.yamlSigns} line breaks, commas, colons, brackets and the like; ${ADVICE}`;
    return problem(document.contents, 'DOCUMENT_TOO_LARGE', text);
  }
  // loaded only now: most documents are plain, and the library takes as long to load as a project takes to be read; the cast says what require cannot
  const { readYaml } = require('./yaml') as typeof import('./yaml');
  const yaml = readYaml(document);
  return 'value' in yaml ? yaml : problem(yaml.offset, yaml.code, yaml.text);
}

/** How many signs may begin a value; short documents are not counted, as they cannot have too many. */
function signsIn(text: string): number {
  if (text.length <= LIMITS.yamlSigns) return 0;
  const sign = /[\n,:[\]{}!\\-]/g;
  let count = 0;
  while (sign.test(text)) count++;
  return count;
}

function readJson({ text, contents }: SourceDocument): { readonly value: unknown } | undefined {
  if (text[contents] !== '{') return undefined;
  try {
    return { value: JSON.parse(text.slice(contents)) as unknown };
  } catch {
    return undefined;
  }
}
