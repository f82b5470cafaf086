import { Field } from '../../fields/field';

/** A name and a port; absent means any. */
export interface AnyAuthority {
  readonly dnsName?: string;
  readonly port?: number;
}

/** The label of a name, and one with dots between. */
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const EXACT = new RegExp(`^(${LABEL}(?:\\.${LABEL})*):(\\d{1,5})$`);

/** A pattern for a name as it stands, its dots escaped; for those with one label before it; and for a port, perhaps left out. */
const PATTERN = new RegExp(`^\\(\\?i\\)(\\[a-z0-9_-\\]\\+\\\\\\.)?(${LABEL}(?:\\\\\\.${LABEL})*)(?::(\\d{1,5})|\\(:80\\)\\?)$`);

/** The name and port that a condition on `:authority` means; one that is not understood may mean any, and is reported. */
export function readAuthority(field: Field): AnyAuthority {
  const { exact, safe_regex: pattern } = field.members('exact', 'ignore_case', 'safe_regex');
  if (exact.isPresent() && !pattern.isPresent()) {
    const [, dnsName, port] = EXACT.exec(exact.text() ?? '') ?? [];
    return dnsName === undefined ? strange(exact) : { dnsName, port: Number(port) };
  }
  const { regex } = pattern.members('regex');
  const [, below, name, port = '80'] = PATTERN.exec(regex.text() ?? '') ?? [];
  return name === undefined ? strange(regex) : { dnsName: `${below === undefined ? '' : '*.'}${name.replaceAll('\\.', '.')}`, port: Number(port) };
}

function strange(field: Field): AnyAuthority {
  field.refuse('FIELD_TYPE', `${field.quoted()} is no name and port that is understood`);
  return {};
}
