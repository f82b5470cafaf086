import { lineIn, SourceDocument } from './document';
import { jsonObjection } from './json';
import { LIMITS, mebibytes } from './limits';
import { InputProblem } from './problem';
import { readYaml } from './yaml';

/** The value of a document: JSON where it is that, else YAML. */
export function readDocument(document: SourceDocument): { readonly value: unknown } | InputProblem {
  const problem = (offset: number, code: string, text: string) => ({ file: document.file, line: lineIn(document, offset), code, text });
  const json = readJson(document);
  if (json !== undefined) {
    const objection = jsonObjection(document.text.slice(document.contents));
    return objection === undefined ? json : problem(document.contents + objection.offset, objection.code, objection.text);
  }
  if (document.text.length > LIMITS.yamlLength) {
    const advice = 'write it as several documents, or as JSON';
    return problem(document.contents, 'DOCUMENT_TOO_LARGE', `one YAML document of more than ${mebibytes(LIMITS.yamlLength)}; ${advice}`);
  }
  const yaml = readYaml(document);
  return 'value' in yaml ? yaml : problem(yaml.offset, yaml.code, yaml.text);
}

function readJson({ text, contents }: SourceDocument): { readonly value: unknown } | undefined {
  if (text[contents] !== '{') return undefined;
  try {
    return { value: JSON.parse(text.slice(contents)) as unknown };
  } catch {
    return undefined;
  }
}
