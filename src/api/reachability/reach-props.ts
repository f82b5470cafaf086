import { HttpRequest } from '../connections/http-request';

/** What of the connections from one end to another is asked about. */
export interface ReachProps {
  /**
   * The requests of HTTP that are meant, each as `http` of a connection has it: with any query behind its path, and any header that it does not name. The answer is about
   * all of them together.
   *
   * @default all requests, so that a connection over which some alone get through is `MIXED`
   */
  readonly http?: HttpRequest[];
}
