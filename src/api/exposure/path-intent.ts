import { PathRewrite } from './path-rewrite';
import { RedirectProps } from './redirect';
import { Split } from './split';
import { IPeer } from '../connections/peer';

/** What becomes of the requests of a path, as the user has said it. */
export type PathIntent =
  | { readonly kind: 'serve'; readonly target?: IPeer; readonly split?: readonly Split[]; readonly rewritePath?: PathRewrite; readonly rewriteHost?: string }
  | { readonly kind: 'redirect'; readonly redirect: RedirectProps };
