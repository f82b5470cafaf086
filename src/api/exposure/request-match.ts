import { requireRegex } from '../../model/regex';
import { requireHeaderName, requireHeaderValue, ValueMatch } from '../../model/route';

/** A method of HTTP. */
export enum HttpMethod {
  /** DELETE. */
  DELETE = 'DELETE',
  /** GET. */
  GET = 'GET',
  /** HEAD. */
  HEAD = 'HEAD',
  /** OPTIONS. */
  OPTIONS = 'OPTIONS',
  /** PATCH. */
  PATCH = 'PATCH',
  /** POST. */
  POST = 'POST',
  /** PUT. */
  PUT = 'PUT',
}

/** A header that a request has to have. Names are compared whatever their case. */
export class HeaderMatch {
  /** The header has this value and no other. Throws `EXPOSURE_INVALID`. */
  public static exact(name: string, value: string): HeaderMatch {
    const header = requireHeaderName('header', name);
    return new HeaderMatch({ name: header.toLowerCase(), value: requireHeaderValue(`header \`${name}\``, value), match: 'exact' });
  }

  /** The whole value of the header matches a pattern of RE2. Throws `EXPOSURE_INVALID`. */
  public static regex(name: string, pattern: string): HeaderMatch {
    const header = requireHeaderName('header', name);
    return new HeaderMatch({ name: header.toLowerCase(), value: requireRegex(`the pattern of header \`${name}\``, pattern), match: 'regex' });
  }

  private constructor(private readonly model: ValueMatch) {}

  /**
   * The header as data.
   * @internal
   */
  public _model(): ValueMatch {
    return this.model;
  }
}

/** A query parameter that a request has to have. */
export class QueryMatch {
  /** The parameter has this value and no other. Throws `EXPOSURE_INVALID`. */
  public static exact(name: string, value: string): QueryMatch {
    const parameter = requireHeaderName('query parameter', name);
    return new QueryMatch({ name: parameter, value: requireHeaderValue(`query parameter \`${name}\``, value), match: 'exact' });
  }

  /** The whole value of the parameter matches a pattern of RE2. Throws `EXPOSURE_INVALID`. */
  public static regex(name: string, pattern: string): QueryMatch {
    const parameter = requireHeaderName('query parameter', name);
    return new QueryMatch({ name: parameter, value: requireRegex(`the pattern of query parameter \`${name}\``, pattern), match: 'regex' });
  }

  private constructor(private readonly model: ValueMatch) {}

  /**
   * The parameter as data.
   * @internal
   */
  public _model(): ValueMatch {
    return this.model;
  }
}
